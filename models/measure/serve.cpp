#include "models/measure/serve.h"

#include <torch/version.h>
#include "models/measure/cold_start.h"
#include "models/measure/cpu_quota.h"
#include "models/measure/cut_times.h"
#include "models/measure/process_limits.h"
#include "models/measure/stage_worker.h"
#include "models/operators/operator.h"
#include "models/prepare/computed_by.h"
#include "models/prepare/prepare.h"
#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

json tagged(json message, const char* reply) {
  message["reply"] = reply;
  return message;
}

/// Answers the requests that concern a stage. A stage stays loaded, and its limits stay in force,
/// until the process ends.
class StageRequests {
 public:
  json load(const json& request) {
    if (worker_) throw ProtocolError("a stage is loaded already");
    const protocol::LoadRequest wanted = protocol::load_request_from(request);
    tier_ = wanted.tier;
    within_memory(tier_, [&] { worker_ = std::make_unique<StageWorker>(wanted); });
    return tagged(protocol::to_json(worker_->description()), "loaded");
  }
  static json cold(const json& request) {
    const protocol::LoadRequest wanted = protocol::load_request_from(request);
    protocol::ColdStart result;
    within_memory(wanted.tier, [&] { result = cold_start(wanted, {request.at("spawned_ns")}); });
    return tagged(protocol::to_json(result), "started");
  }
  json sample(const json& request) {
    check_loaded();
    protocol::Samples samples;
    within_memory(tier_,
                  [&] { samples = worker_->sample(request.at("first"), request.at("count")); });
    return tagged(protocol::to_json(samples), "samples");
  }
  json infer(const json& request) {
    check_loaded();
    protocol::LiveAnswer answer;
    within_memory(tier_, [&] {
      answer = worker_->infer(request.at("sample"), request.at("input").get_binary());
    });
    return tagged(protocol::to_json(answer), "answer");
  }

 private:
  template <typename Work>
  static void within_memory(const TierSettings& tier, const Work& work) {
    try {
      work();
    } catch (const std::exception& problem) {
      if (is_out_of_memory(problem)) throw too_little_memory(tier);
      throw;
    }
  }

  void check_loaded() const {
    if (!worker_) throw ProtocolError("no stage is loaded");
  }

  TierSettings tier_;
  std::unique_ptr<StageWorker> worker_;
};

json answer(const json& request, StageRequests& stage, const Progress& progress) {
  const std::string kind = request.at("request");
  if (kind == "describe") {
    return tagged(
        protocol::to_json(protocol::Description{TORCH_VERSION, cpu_model(), kKernelRevision}),
        "description");
  }
  if (kind == "prepare") {
    return tagged(protocol::to_json(prepare(protocol::prepare_request_from(request), progress)),
                  "variant");
  }
  if (kind == "cuts") {
    return tagged(protocol::to_json(cut_times(protocol::prepare_request_from(request), progress)),
                  "cuts");
  }
  if (kind == "load") return stage.load(request);
  if (kind == "cold start") return StageRequests::cold(request);
  if (kind == "sample") return stage.sample(request);
  if (kind == "infer") return stage.infer(request);
  throw ProtocolError("unknown request \"" + kind + "\"");
}

json error(const char* kind, const std::string& text) {
  return {{"reply", "error"}, {"kind", kind}, {"text", text}};
}

}  // namespace

void serve(int socket) {
  const Progress progress = [socket](const std::string& text) {
    write_frame(socket, {{"reply", "progress"}, {"text", text}});
  };
  remove_abandoned_groups();
  StageRequests stage;
  while (const std::optional<json> request = read_frame(socket)) {
    json reply;
    try {
      reply = answer(*request, stage, progress);
    } catch (const UserError& problem) {
      reply = error("user", problem.what());
    } catch (const OperatorError& problem) {
      reply = error("user", problem.what());
    } catch (const std::exception& problem) {
      reply = error("internal", problem.what());
    }
    write_frame(socket, reply);
  }
}

}  // namespace tiersim::models
