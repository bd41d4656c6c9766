#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "scenarios/measure/tier_process.h"
#include "scenarios/study/expand/expand.h"
#include "sim/service_model.h"

namespace tiersim {

/// The tiers that compute in one scenario with `compute: live`: real inferences during the
/// simulation. Each tier is a process of tiersim-tier that has loaded its stage and is limited to
/// the tier's CPU share.
class LiveTiers final : public LiveCompute {
 public:
  /// Starts the process of each tier of the deployment and loads its stage. Throws UserError if
  /// this machine cannot provide a tier, for example because the tier's memory is too small.
  LiveTiers(const ExpandedStudy& study, const ScenarioPlan& plan, const VariantRecord& variant);

  Answer compute(std::size_t stage, std::int64_t sample) override;

  /// Returns a message for the user about the first tier whose CPU time differed by more than 5 %
  /// from what its CPU share gives (missed_share()). Returns an empty text if no tier's did.
  std::string problem() const;

  /// The mean energy of a request up to now, in joules, summed over the tiers: CPU time times the
  /// power of a busy core that the study states. NaN if the study states no power for one of the
  /// tiers.
  double energy_of_request() const;

 private:
  struct Tier {
    TierSettings profile;
    std::unique_ptr<TierProcess> process;
    protocol::LoadedStage loaded;
    MeasuredTime cpu, wall;  // CPU and wall time of all requests up to now
    std::size_t requests{0};
  };
  std::vector<Tier> tiers_;
  /// Output of the stage that computed last; input of the next.
  std::vector<std::uint8_t> sent_on_;
};

}  // namespace tiersim
