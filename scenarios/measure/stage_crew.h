#pragma once

#include <memory>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/tier_process.h"

namespace tiersim {

/// The processes that compute one stage on one tier: one for each of the tier's workers.
class StageCrew {
 public:
  /// Loads the stage in all processes. Throws UserError for a tier that this machine cannot act as.
  explicit StageCrew(const protocol::LoadRequest& request);

  const protocol::LoadedStage& loaded() const { return loaded_; }

  /// Has all workers compute at the same time for about half a second. Returns their samples.
  protocol::Samples next_slice();

 private:
  std::vector<std::unique_ptr<TierProcess>> workers_;
  protocol::LoadedStage loaded_;
  std::int64_t taken_{0};  // samples of each worker so far
};

/// Has a process load a stage. Throws UserError for a tier that this machine cannot act as.
protocol::LoadedStage load_stage(TierProcess& process, const protocol::LoadRequest& request);

/// Starts a process for a stage, lets it answer once and ends it.
protocol::ColdStart start_cold(const protocol::LoadRequest& request);

}  // namespace tiersim
