#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "scenarios/measure/tier_process.h"
#include "scenarios/study/expand/expand.h"
#include "sim/service_model.h"

namespace tiersim {

/// The tiers of one scenario. Each is a process that has loaded its stage and is held to its CPU
/// share.
class LiveTiers final : public LiveCompute {
 public:
  /// Throws UserError for a tier that this machine cannot act as.
  LiveTiers(const ExpandedStudy& study, const ScenarioPlan& plan, const VariantRecord& variant);

  Answer compute(std::size_t stage, std::int64_t sample) override;

  /// Names a tier that used more than 5 % more or less CPU time than its share; empty if there is
  /// none.
  std::string problem() const;

  /// Mean energy of a request so far, in joules: CPU time times stated power. NaN if a tier states
  /// no power.
  double energy_of_request() const;

 private:
  struct Tier {
    TierSettings profile;
    std::unique_ptr<TierProcess> process;
    protocol::LoadedStage loaded;
    MeasuredTime cpu, wall;  // of all requests so far
    std::size_t requests{0};
  };
  std::vector<Tier> tiers_;
  std::vector<std::uint8_t> sent_on_;  ///< what the last stage sends to the next
};

}  // namespace tiersim
