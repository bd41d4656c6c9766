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

/// Which items a stage's inputs are made of.
struct InputRange {
  std::int64_t first{0};  ///< of the test set
  std::int64_t count{1};  ///< inputs, at most
  int batch{1};           ///< items in each of them
};

/// Inputs of a stage: what the stages before it make of the items. Fewer where these are slow.
/// `alive` is called after every step.
std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, const InputRange& range,
                                     const std::function<void()>& alive);

/// Items [1, ...] as one batch [n, ...]; texts are filled up with `pad_id` to the longest.
at::Tensor stacked(const std::vector<at::Tensor>& items, std::int64_t pad_id);

/// One worker of a tier: a stage of a variant, loaded, warm and held to its part of the tier.
class StageWorker {
 public:
  /// Changes this process for good (threads, CPU affinity, memory limit): one per process. Throws
  /// UserError for a tier that this machine cannot be, and for a damaged variant.
  explicit StageWorker(const protocol::LoadRequest& request);

  protocol::LoadedStage description() const;

  /// Times samples first, first + 1, ...; of the test set each, over and over.
  protocol::Samples sample(std::int64_t first, std::int64_t count) const;

  /// Computes one request: test item `sample`, or what the stage before sent on.
  protocol::LiveAnswer infer(std::int64_t sample, const std::vector<std::uint8_t>& input);

 private:
  Subject subject_;
  WorkerShare share_;
  bool is_last_{true};
  std::optional<Watchdog> watchdog_;  // until all is loaded and warm
  std::vector<at::Tensor> inputs_;
  std::optional<Executor> executor_;
  std::optional<Sampler> sampler_;
  std::optional<Dataset> test_;  ///< once it is asked for
};

}  // namespace tiersim::models
