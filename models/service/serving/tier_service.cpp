#include "models/service/serving/tier_service.h"

#include <fmt/format.h>

#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "models/service/wire/frame_layout.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

bool has_stage_left(const WireMessage& message) {
  for (const RouteStop& stop : message.route)
    if (stop.action == Action::compute) return true;
  return false;
}

}  // namespace

Timing timing_of(boost::asio::io_context& context) {
  return {monotonic_now, [&context](std::chrono::nanoseconds delay, std::function<void()> event) {
            auto timer = std::make_shared<boost::asio::steady_timer>(context, delay);
            timer->async_wait([timer, event = std::move(event)](const auto& cancelled) {
              if (!cancelled) event();
            });
          }};
}

TierService::TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
                         const QueueRules& rules,
                         std::vector<std::unique_ptr<StageExecutor>> executors)
    : TierService(context, peers, stage, rules, std::move(executors), timing_of(context)) {}

TierService::TierService(boost::asio::io_context& context, const PeerOptions& peers, int stage,
                         const QueueRules& rules,
                         std::vector<std::unique_ptr<StageExecutor>> executors,
                         const Timing& timing)
    : peers_(context, peers,
             {[this](WireMessage&& message, Account&& account) {
                received(std::move(message), std::move(account));
              },
              [this](WireMessage&& message, Account&& account, const std::string& problem) {
                // Without the way to the client, nobody can be told.
                if (message.route.size() == 1) return;
                message.stamps.back().sending = 0;
                refuse(std::move(message), std::move(account), Status::unreachable,
                       "cannot reach the next tier: " + problem);
              },
              [](const ConnectionKey&, const std::string&) {}}),
      endpoint_(peers.endpoint),
      stage_(executors.empty() ? -1 : stage),
      queue_(rules, std::move(executors), timing) {}

void TierService::received(WireMessage&& message, Account&& account) {
  const RouteStop stop = message.route.front();
  if (stop.action == Action::deliver) throw ProtocolError("this endpoint is no client");
  message.route.erase(message.route.begin());
  if (stop.action == Action::compute && !message.warm_up)
    return compute(stop, std::move(message), std::move(account));
  ++counts_.passed;
  if (stop.action == Action::compute) {  // a warm-up
    message.content.clear();
    message.wire_bytes = stop.sends;
    if (!has_stage_left(message)) message.type = MessageType::answer;
  }
  peers_.send(std::move(message), std::move(account));
}

void TierService::compute(const RouteStop& stop, WireMessage&& message, Account&& account) {
  if (stop.stage != stage_)
    return refuse(std::move(message), std::move(account), Status::failed,
                  fmt::format("stage {} is not computed here", stop.stage));
  message.stamps.back().queued = message.stamps.back().received_all;
  const auto job = std::make_shared<Job>(Job{std::move(message), std::move(account)});
  const bool taken = queue_.submit(
      [job](StageInput& input) {
        if (!job->account.is_open()) return false;
        input.sample = job->message.sample;
        input.tensor = std::move(job->message.content);
        job->message.content.clear();
        return true;
      },
      [this, job, stop](const StageResult& result, StageOutput&& output, std::size_t batch) {
        computed(*job, stop, result, std::move(output), batch);
      });
  if (!taken) refuse(std::move(job->message), std::move(job->account), Status::dropped, "");
}

void TierService::computed(Job& job, const RouteStop& stop, const StageResult& result,
                           StageOutput&& output, std::size_t batch) {
  WireMessage& message = job.message;
  std::string problem = result.problem;
  if (output.tensor.size() > kMostContent) problem = "the output is too large to be sent";
  if (!problem.empty())
    return refuse(std::move(message), std::move(job.account), Status::failed, problem);
  Stamps& stamps = message.stamps.back();
  stamps.stage = stop.stage;
  stamps.batch = static_cast<std::uint32_t>(batch);
  stamps.cpu = result.cpu;
  stamps.started = result.started;
  stamps.loaded = result.loaded;
  stamps.ended = result.ended;
  ++counts_.computed;
  if (has_stage_left(message)) {
    message.content = std::move(output.tensor);
  } else {
    message.type = MessageType::answer;
    message.prediction = output.prediction;
  }
  message.wire_bytes = stop.sends;
  peers_.send(std::move(message), std::move(job.account));
}

void TierService::refuse(WireMessage&& message, Account&& account, Status status,
                         const std::string& reason) {
  ++(status == Status::dropped ? counts_.dropped : counts_.failed);
  constexpr std::size_t kLongestReason = 1000;
  turn_back(message, endpoint_, status, reason.substr(0, kLongestReason));
  peers_.send(std::move(message), std::move(account));
}

}  // namespace tiersim::service
