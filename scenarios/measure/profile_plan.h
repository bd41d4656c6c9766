#pragma once

#include <string>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// A profile that is measured here.
struct Target {
  protocol::LoadRequest request;
  std::string key;
  ProfileDraft draft;
  bool fresh{false};      ///< some of it was measured in this run
  double expected_ms{0};  ///< time of one sample on the tier
};

/// A profile that is not measured here.
struct OtherProfile {
  VariantRecord variant;
  int stage;
  TierSettings tier;
};

struct ProfilePlan {
  std::vector<Target> targets;
  std::vector<OtherProfile> extrapolations;  ///< calculated from two measured profiles
  std::vector<OtherProfile> imports;         ///< taken from the study's file of profiles
};

/// Lists the profiles that a study needs. Those that were measured before, wholly or in part, come
/// with their samples.
ProfilePlan plan_profiles(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Throws UserError if a tier of the study needs more cores than this machine has, unless the study
/// allows extrapolation. Call this before models are prepared.
void check_tiers(const ExpandedStudy& study);

}  // namespace tiersim
