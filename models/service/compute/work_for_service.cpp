#include "models/service/compute/work_for_service.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <thread>

#include "models/measure/clocks.h"
#include "models/measure/inference_pacer.h"
#include "models/measure/process_limits.h"
#include "models/measure/stage_worker.h"
#include "models/operators/operator.h"
#include "models/prepare/prepare.h"
#include "models/service/compute/blocking_frames.h"
#include "models/service/compute/tensor_bytes.h"
#include "models/service/serving/worker_messages.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/subject_data.h"
#include "sim/base/frame.h"

namespace tiersim::service {
namespace {

using nlohmann::json;
using namespace models;

using Batch = std::vector<StageInput>;

/// Outputs of a batch, one for each request.
std::vector<StageOutput> outputs_of(const at::Tensor& output, std::int64_t count, bool is_last) {
  std::vector<StageOutput> outputs(static_cast<std::size_t>(count));
  const at::Tensor classes = is_last ? output.argmax(1) : at::Tensor();
  for (std::int64_t i = 0; i < count; ++i) {
    StageOutput& one = outputs[static_cast<std::size_t>(i)];
    if (is_last) {
      one.prediction = static_cast<std::int32_t>(classes[i].item<std::int64_t>());
    } else {
      one.tensor = to_bytes(output.slice(0, i, i + 1));
    }
  }
  return outputs;
}

/// Reads batches and answers each, until the service closes.
void answer_batches(int socket, const std::function<StageResult(const Batch&)>& compute) {
  while (const auto bytes = read_block(socket)) {
    StageResult result;
    try {
      result = compute(batch_from(*bytes));
    } catch (const std::exception& problem) {
      result = {};
      result.problem = problem.what();
    }
    write_block(socket, to_bytes(result));
  }
}

/// A worker that stays: the stage is loaded, warm and held to its part of the tier.
void compute_batches(int socket, const protocol::LoadRequest& request) {
  StageWorker worker(request);
  worker.prepare_for_requests();
  json loaded = protocol::to_json(worker.description());
  loaded["reply"] = "loaded";
  write_frame(socket, loaded);
  answer_batches(socket, [&](const Batch& batch) {
    std::vector<at::Tensor> items;
    for (const StageInput& input : batch)
      items.push_back(input.tensor.empty() ? worker.item(input.sample) : tensor_from(input.tensor));
    const at::Tensor input = joined(items, worker.pad_id());
    StageResult result;
    at::Tensor output;
    result.started = result.loaded = wall_now().ns;
    result.cpu = worker.compute(input, output).cpu.ns;
    result.ended = wall_now().ns;
    result.outputs =
        outputs_of(output, static_cast<std::int64_t>(batch.size()), worker.is_last_stage());
    return result;
  });
}

/// A cold start: loads the stage for one batch. The waits that the tier's CPU share causes are
/// added, as in cold_start().
StageResult compute_cold(const protocol::LoadRequest& request, const Batch& batch) {
  limit_process(request.tier);
  const WorkerShare share = worker_share(request.tier);
  Watchdog watchdog;
  use_inference_settings(share.threads);
  const std::vector<Graph> stages = load_stages(request.variant);
  const auto stage = static_cast<std::size_t>(request.stage);
  std::vector<at::Tensor> items;
  for (const StageInput& input : batch) items.push_back(tensor_from(input.tensor));
  const at::Tensor input = joined(items, pad_id_of(stages.at(0)));
  const Executor executor(stages.at(stage));
  executor.warm_up(input);
  watchdog.restart();
  const double waits = static_cast<double>(cpu_now().ns) * (1 / share.speed() - 1);
  std::this_thread::sleep_for(std::chrono::nanoseconds(std::llround(waits)));

  StageResult result;
  result.loaded = wall_now().ns;
  const MeasuredTime cpu_before = cpu_now();
  const at::Tensor output = executor.run(input);
  result.cpu = cpu_now().ns - cpu_before.ns;
  InferencePacer(share.speed()).wait_after(wall_now(), {result.cpu}, [&] { executor.run(input); });
  result.ended = wall_now().ns;
  result.outputs =
      outputs_of(output, static_cast<std::int64_t>(batch.size()), stage + 1 == stages.size());
  return result;
}

void start_cold(int socket, const protocol::LoadRequest& request) {
  const auto bytes = read_block(socket);
  if (!bytes) return;
  StageResult result;
  try {
    result = compute_cold(request, batch_from(*bytes));
  } catch (const std::exception& problem) {
    result = {};
    result.problem = problem.what();
  }
  write_block(socket, to_bytes(result));
  _exit(0);  // taking LibTorch down takes time that nobody needs
}

void answer_inputs(int socket, const protocol::LoadRequest& request) {
  const Subject subject =
      subject_of(request.variant.subject, request.model, [](const std::string&) {});
  const RequestItems items(subject);
  answer_batches(socket, [&](const Batch& batch) {
    StageResult result;
    for (const StageInput& input : batch)
      result.outputs.push_back({-1, to_bytes(items.item(input.sample))});
    return result;
  });
}

json error(const char* kind, const std::string& text) {
  return {{"reply", "error"}, {"kind", kind}, {"text", text}};
}

}  // namespace

void work_for_service(int socket) {
  fcntl(socket, F_SETFD, FD_CLOEXEC);
  const std::optional<json> request = read_frame(socket);
  if (!request) return;
  const protocol::LoadRequest stage = protocol::load_request_from(*request);
  switch (worker_role(request->at("role"))) {
    case WorkerRole::compute:
      try {
        return compute_batches(socket, stage);
      } catch (const UserError& problem) {
        return write_frame(socket, error("user", problem.what()));
      } catch (const OperatorError& problem) {
        return write_frame(socket, error("user", problem.what()));
      } catch (const std::exception& problem) {
        if (is_out_of_memory(problem))
          return write_frame(socket, error("user", too_little_memory(stage.tier).what()));
        return write_frame(socket, error("internal", problem.what()));
      }
    case WorkerRole::cold:
      return start_cold(socket, stage);
    case WorkerRole::inputs:
      return answer_inputs(socket, stage);
  }
}

}  // namespace tiersim::service
