#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/ir/executor.h"
#include "models/measure/process_limits.h"
#include "models/measure/sampler.h"
#include "models/protocol/measuring.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// The test items that a stage's inputs are made of.
struct InputRange {
  std::int64_t first{0};  ///< index of the first item
  std::int64_t count{1};  ///< number of inputs, at most
  int batch{1};           ///< items in each input
};

/// The inputs of a stage: the outputs of the stages before it for these items. Fewer than
/// `range.count` if the stages before it are slow. Calls `alive` after every step.
std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, const InputRange& range,
                                     const std::function<void()>& alive);

/// Joins items [1, ...] to one batch [n, ...]. Fills shorter texts up with `pad_id`.
at::Tensor stacked(const std::vector<at::Tensor>& items, std::int64_t pad_id);

/// One worker of a tier: a stage of a variant that is loaded, warm and held to its part of the
/// tier.
class StageWorker {
 public:
  /// Changes this process for good (threads, CPU affinity, memory limit): at most one per process.
  /// Throws UserError if this machine cannot provide the tier, or if the variant's file is damaged.
  explicit StageWorker(const protocol::LoadRequest& request);

  protocol::LoadedStage description() const;

  /// Times the inferences number first to first + count - 1. They go through the stage's inputs
  /// over and over.
  protocol::Samples sample(std::int64_t first, std::int64_t count) const;

  /// Computes one request. `input` is the output of the stage before; if it is empty, the request
  /// is test item `sample`.
  protocol::LiveAnswer infer(std::int64_t sample, const std::vector<std::uint8_t>& input);

 private:
  Subject subject_;
  WorkerShare share_;
  bool is_last_{true};
  std::optional<Watchdog> watchdog_;  // set until the stage is loaded and warm
  std::vector<at::Tensor> inputs_;
  std::optional<Executor> executor_;
  std::optional<Sampler> sampler_;
  std::optional<Dataset> test_;  ///< loaded when it is first needed
};

}  // namespace tiersim::models
