#pragma once

#include <memory>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/tier_process.h"

namespace tiersim {

/// A group of processes (tiersim-tier) that compute one stage on one tier: one process for each of
/// the tier's workers.
class StageCrew {
 public:
  /// Starts the processes one after the other and loads the stage in each of them. `request` names
  /// the stage and the tier. Throws UserError if this machine cannot provide the tier, for example
  /// because the tier's memory is too small for the stage, and std::runtime_error if a process
  /// fails.
  explicit StageCrew(const protocol::LoadRequest& request);

  const protocol::LoadedStage& loaded() const { return loaded_; }

  /// Lets all workers compute at the same time for about half a second: at least one inference and
  /// at most 50 for each worker. Returns the samples of all workers; the other times of the result
  /// are sums over the workers. Throws UserError if the tier's memory runs out, and
  /// std::runtime_error if a process fails.
  protocol::Samples next_slice();

 private:
  TierSettings tier_;
  std::vector<std::unique_ptr<TierProcess>> workers_;
  protocol::LoadedStage loaded_;
  std::int64_t taken_{0};  // number of samples that each worker has measured
};

/// Loads the stage that `request` names in `process`, which then works under the limits of the
/// tier. Returns how the process is limited and how long an inference takes. Throws UserError if
/// this machine cannot provide the tier, for example because the tier's memory is too small for the
/// stage, and std::runtime_error if the process fails.
protocol::LoadedStage load_stage(TierProcess& process, const protocol::LoadRequest& request);

/// Measures one cold start in a new process: its time and its peak memory (models::cold_start()).
/// The time includes the computed waits of the CPU share and excludes making the input. Throws
/// UserError if this machine cannot provide the tier (for example, too little memory), or if a file
/// is missing or damaged. Throws std::runtime_error if the process fails.
protocol::ColdStart start_cold(const protocol::LoadRequest& request);

}  // namespace tiersim
