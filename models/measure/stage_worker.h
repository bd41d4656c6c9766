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

/// At most `count` inputs of a stage, from item `first` of the test set on: what the stages before
/// it make of them. Fewer where these are slow. `alive` is called after every step.
std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, std::int64_t first, std::int64_t count,
                                     const std::function<void()>& alive);

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
