#include "models/service/serving/run_service.h"

#include <fcntl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <memory>
#include <utility>

#include "models/service/serving/child_process.h"
#include "models/service/serving/cold_worker.h"
#include "models/service/serving/service_settings.h"
#include "models/service/serving/tier_service.h"
#include "models/service/serving/warm_worker.h"
#include "models/service/transport/descriptors.h"
#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

using nlohmann::json;

json error(const char* kind, const std::string& text) {
  return {{"reply", "error"}, {"kind", kind}, {"text", text}};
}

json error_of(const std::exception_ptr& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (const UserError& user) {
    return error("user", user.what());
  } catch (const std::exception& other) {
    return error("internal", other.what());
  }
}

/// Ends the context on SIGTERM, and takes note of workers that have ended.
class Signals {
 public:
  explicit Signals(boost::asio::io_context& context)
      : context_(context), signals_(context, SIGTERM, SIGCHLD) {
    await();
  }

 private:
  void await() {
    signals_.async_wait([this](const auto& cancelled, int signal) {
      if (cancelled) return;
      if (signal == SIGTERM) return context_.stop();
      collect_ended_children();
      await();
    });
  }

  boost::asio::io_context& context_;
  boost::asio::signal_set signals_;
};

/// Answers the requests of the control socket.
class Control {
 public:
  Control(boost::asio::io_context& context, int socket, std::vector<std::string> worker_command)
      : context_(context),
        worker_command_(std::move(worker_command)),
        channel_(context, socket,
                 {[this](std::vector<std::uint8_t>&& bytes) { received(bytes); },
                  [this] { context_.stop(); }}) {}

 private:
  void reply(const json& message) { channel_.send_frame(to_frame(message)); }

  void received(const std::vector<std::uint8_t>& bytes) {
    try {
      const json request = json::from_cbor(bytes);
      const std::string kind = request.at("request");
      if (kind == "serve") return serve(request);
      if (kind == "counts") return count();
      throw ProtocolError("unknown request \"" + kind + "\"");
    } catch (const std::exception&) {
      reply(error_of(std::current_exception()));
    }
  }

  void serve(const json& request) {
    if (served_) throw ProtocolError("the service has started already");
    served_ = true;
    settings_ = service_settings_from(request);
    if (!settings_.stage) return start({});
    if (settings_.cold_start) return start(cold_workers());
    load_next_worker();
  }

  std::vector<std::unique_ptr<StageExecutor>> cold_workers() {
    const WorkerPlan plan{worker_command_, *settings_.stage};
    std::shared_ptr<InputSource> inputs;
    if (plan.stage.stage == 0) inputs = std::make_shared<InputSource>(context_, plan);
    std::vector<std::unique_ptr<StageExecutor>> workers;
    for (int i = 0; i < plan.stage.tier.workers; ++i)
      workers.push_back(std::make_unique<ColdWorker>(context_, plan, inputs));
    return workers;
  }

  /// Workers load one after the other, so that each measures its own speed while it warms up.
  void load_next_worker() {
    const WorkerPlan plan{worker_command_, *settings_.stage};
    workers_.push_back(std::make_unique<WarmWorker>(
        context_, plan, [this](const protocol::LoadedStage& stage, std::exception_ptr problem) {
          if (problem) return reply(error_of(problem));
          loaded_.push_back(stage);
          if (static_cast<int>(loaded_.size()) < settings_.stage->tier.workers)
            return load_next_worker();
          start(std::move(workers_));
        }));
  }

  void start(std::vector<std::unique_ptr<StageExecutor>> workers) {
    try {
      service_ = std::make_unique<TierService>(context_, settings_.peers,
                                               settings_.stage ? settings_.stage->stage : -1,
                                               settings_.rules, std::move(workers));
      json message = to_json(ServiceStarted{service_->address(), loaded_});
      message["reply"] = "serving";
      reply(message);
    } catch (const std::exception&) {
      reply(error_of(std::current_exception()));
    }
  }

  void count() {
    const ServiceCounts counts = service_ ? service_->counts() : ServiceCounts{};
    reply({{"reply", "counts"},
           {"computed", counts.computed},
           {"passed", counts.passed},
           {"dropped", counts.dropped},
           {"failed", counts.failed},
           {"connections", service_ ? service_->connection_count() : 0}});
  }

  boost::asio::io_context& context_;
  const std::vector<std::string> worker_command_;
  ServiceSettings settings_;
  bool served_{false};
  std::vector<protocol::LoadedStage> loaded_;
  std::vector<std::unique_ptr<StageExecutor>> workers_;  ///< until all have loaded
  std::unique_ptr<TierService> service_;
  FrameChannel channel_;
};

}  // namespace

void run_service(int socket, const std::vector<std::string>& worker_command) {
  allow_many_descriptors();
  fcntl(socket, F_SETFD, FD_CLOEXEC);
  boost::asio::io_context context(1);
  const Signals signals(context);
  {
    const Control control(context, socket, worker_command);
    context.run();
  }
  await_ended_children();
}

}  // namespace tiersim::service
