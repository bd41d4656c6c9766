#include "models/measure/stage_worker.h"

#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <stdexcept>

#include "models/measure/clocks.h"
#include "models/measure/inference_pacer.h"
#include "models/measure/process_limits.h"
#include "models/prepare/prepare.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/subject_data.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr std::int64_t kInputs = 200;  // inputs of one process, which it goes through over and over
constexpr std::int64_t kItems = 400;   // items of the test set, of which each process reads a part
// The stages before may be slow. Making inputs stops after this many seconds and inputs.
constexpr std::int64_t kFewestInputs = 8, kSecondsForInputs = 5;

at::Tensor run_in_order(const std::vector<Executor>& stages, at::Tensor value) {
  for (const Executor& stage : stages) value = stage.run(value);
  // A copy, because the next stage must not read from a buffer of the stage before it.
  return stages.empty() ? value : value.clone(at::MemoryFormat::Preserve);
}

}  // namespace

std::int64_t pad_id_of(const Graph& graph) {
  for (const Node& node : graph.nodes)
    if (node.kind == NodeKind::embedding) return node.tokens.pad_id;
  return 0;
}

at::Tensor stacked(const std::vector<at::Tensor>& items, std::int64_t pad_id) {
  if (items.size() == 1) return items[0];
  if (items[0].scalar_type() != at::kLong) return at::cat(items);
  std::int64_t longest = 0;
  for (const at::Tensor& item : items) longest = std::max(longest, item.size(1));
  std::vector<at::Tensor> filled;
  for (const at::Tensor& item : items)
    filled.push_back(at::constant_pad_nd(item, {0, longest - item.size(1)}, pad_id));
  return at::cat(filled);
}

std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, const InputRange& range,
                                     const std::function<void()>& alive) {
  const std::vector<Executor> before(stages.begin(), stages.begin() + stage);
  const std::vector<at::Tensor> items = request_inputs(subject, kItems);
  const auto all = static_cast<std::int64_t>(items.size());
  alive();
  std::vector<at::Tensor> inputs;
  const std::int64_t late = wall_now().ns + kSecondsForInputs * 1'000'000'000;
  for (std::int64_t i = 0; i < std::min(range.count, all); ++i) {
    if (i >= kFewestInputs && wall_now().ns > late) break;
    std::vector<at::Tensor> batch;
    for (std::int64_t k = 0; k < range.batch; ++k)
      batch.push_back(items[static_cast<std::size_t>((range.first + i * range.batch + k) % all)]);
    inputs.push_back(run_in_order(before, stacked(batch, pad_id_of(stages[0]))));
    alive();
  }
  return inputs;
}

StageWorker::StageWorker(const protocol::LoadRequest& request)
    : subject_(subject_of(request.variant.subject, request.model, [](const std::string&) {})),
      share_(worker_share(request.tier)),
      stage_(request.stage),
      batch_(request.tier.batch) {
  limit_process(request.tier);
  use_inference_settings(share_.threads);
  watchdog_.emplace();
  const std::vector<Graph> stages = load_stages(request.variant);
  watchdog_->restart();
  const auto stage = static_cast<std::size_t>(request.stage);
  if (stage >= stages.size()) throw std::invalid_argument("no such stage");
  is_last_ = stage + 1 == stages.size();
  pad_id_ = pad_id_of(stages[0]);
  inputs_ = stage_inputs(stages, request.stage, subject_,
                         {request.first_input, kInputs, request.tier.batch},
                         [this] { watchdog_->restart(); });
  executor_.emplace(stages[stage]);
  executor_->warm_up(inputs_[0]);  // packs the weights
  sampler_.emplace(
      [this](std::int64_t i) {
        executor_->run(inputs_[static_cast<std::size_t>(i) % inputs_.size()]);
        if (watchdog_) watchdog_->restart();
      },
      share_);
  watchdog_.reset();  // from here on, a step may take long on a slow tier
}

protocol::LoadedStage StageWorker::description() const {
  return {sampler_->mechanism(), share_.threads, share_.cpus, sampler_->expected(),
          sampler_->unthrottled()};
}

protocol::Samples StageWorker::sample(std::int64_t first, std::int64_t count) const {
  return sampler_->take(first, count);
}

protocol::LiveAnswer StageWorker::infer(std::int64_t sample,
                                        const std::vector<std::uint8_t>& input) {
  const at::Tensor value = input.empty()
                               ? item(sample)
                               : torch::jit::pickle_load({input.begin(), input.end()}).toTensor();
  at::Tensor output;
  protocol::LiveAnswer answer;
  const Sampler::Timing timing = sampler_->time([&] { output = executor_->run(value); });
  answer.service = timing.wall;
  answer.cpu = timing.cpu;
  if (is_last_) {
    answer.prediction = output.argmax(1).item<std::int64_t>();
  } else {
    const std::vector<char> bytes = torch::jit::pickle_save(output);
    answer.output.assign(bytes.begin(), bytes.end());
  }
  return answer;
}

at::Tensor StageWorker::item(std::int64_t sample) {
  if (!items_) {
    const Watchdog watchdog;
    items_.emplace(subject_);
  }
  return items_->item(sample);
}

void StageWorker::prepare_for_requests() {
  if (stage_ == 0) item(0);
  // The kernels of the largest batch are there. Smaller ones occur where few requests wait.
  const std::int64_t late = wall_now().ns + kSecondsForInputs * 1'000'000'000;
  for (std::int64_t size = 1; size < batch_ && wall_now().ns < late; ++size)
    executor_->warm_up(inputs_[0].slice(0, 0, size).contiguous(inputs_[0].suggest_memory_format()));
}

Sampler::Timing StageWorker::compute(const at::Tensor& input, at::Tensor& output) const {
  return sampler_->time_now([&] { output = executor_->run(input); });
}

}  // namespace tiersim::models
