#pragma once

#include <memory>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/tier_process.h"

namespace tiersim {

/// The processes that compute one stage on one tier: as many as the tier has workers.
class StageCrew {
 public:
  /// Loads the stage in all of them. Throws UserError for a tier that this machine cannot be.
  explicit StageCrew(const protocol::LoadRequest& request);

  const protocol::LoadedStage& loaded() const { return loaded_; }

  /// About half a second of samples of each worker, all computing at the same time.
  protocol::Samples next_slice();

 private:
  std::vector<std::unique_ptr<TierProcess>> workers_;
  protocol::LoadedStage loaded_;
  std::int64_t taken_{0};  // by each
};

/// Has a process load a stage, for good. Throws UserError for a tier that this machine cannot be.
protocol::LoadedStage load_stage(TierProcess& process, const protocol::LoadRequest& request);

/// One start of a process for a stage, and its first answer.
protocol::ColdStart start_cold(const protocol::LoadRequest& request);

}  // namespace tiersim
