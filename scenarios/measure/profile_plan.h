#pragma once

#include <string>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// A profile that the study needs.
struct Target {
  protocol::LoadRequest request;
  std::string key;
  ProfileDraft draft;
  bool fresh{false};      ///< whether some of it is measured now
  double expected_ms{0};  ///< of one sample, on the tier
};

/// A profile that is not measured here.
struct OtherProfile {
  VariantRecord variant;
  int stage;
  TierSettings tier;
};

struct ProfilePlan {
  std::vector<Target> targets;
  std::vector<OtherProfile> extrapolations;  ///< calculated, from two that are
  std::vector<OtherProfile> imports;         ///< brought in
};

/// What the profiles of a study need: what is measured, as far as it was not before, and what is
/// calculated from it.
ProfilePlan plan_profiles(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Throws UserError for a tier that this machine cannot be, before anything is prepared.
void check_tiers(const ExpandedStudy& study);

}  // namespace tiersim
