#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "scenarios/measure/tier_process.h"
#include "scenarios/study/expand/expand.h"
#include "sim/service_model.h"

namespace tiersim {

/// The tiers of one scenario, each in a process that has its stage loaded and is held to its share.
class LiveTiers final : public LiveCompute {
 public:
  /// Throws UserError for a tier that this machine cannot be.
  LiveTiers(const ExpandedStudy& study, const ScenarioPlan& plan, const VariantRecord& variant);

  Answer compute(std::size_t stage, std::int64_t sample) override;

  /// Where a tier had more than 5 % more or less of the CPU than its share; else empty.
  std::string problem() const;

  /// In joules, the mean so far: CPU time times stated power; NaN where none is stated.
  double energy_of_request() const;

 private:
  struct Tier {
    TierSettings profile;
    std::unique_ptr<TierProcess> process;
    protocol::LoadedStage loaded;
    MeasuredTime cpu, wall;  // of all requests
    std::size_t requests{0};
  };
  std::vector<Tier> tiers_;
  std::vector<std::uint8_t> sent_on_;
};

}  // namespace tiersim
