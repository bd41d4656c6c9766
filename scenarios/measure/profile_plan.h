#pragma once

#include <string>
#include <vector>

#include "scenarios/measure/draft.h"
#include "scenarios/measure/measured_study.h"

namespace tiersim {

/// A profile that is to be measured on this machine, and its measurements up to now.
struct Target {
  protocol::LoadRequest request;
  std::string key;  ///< names the measurement in the cache (profile_key())
  ProfileDraft draft;
  bool fresh{false};                   ///< whether this run has measured a part of it
  double expected_ms{0};               ///< expected service time on the tier, in milliseconds
  int cold_starts{kColdStartsIfWarm};  ///< how many cold starts the draft needs

  /// The number of cold starts that the draft lacks.
  int missing_cold_starts() const;
  /// Whether the draft has enough service times and cold starts.
  bool is_complete() const;
};

/// Names a profile that is calculated or imported, not measured: that of the stage `stage` (index
/// from 0) of `variant` on `tier`.
struct OtherProfile {
  VariantRecord variant;
  int stage;
  TierSettings tier;
};

/// All profiles that a study needs, in three lists: those to measure, to calculate and to import.
/// The profiles from which others are calculated are among those to measure.
struct ProfilePlan {
  std::vector<Target> targets;               ///< measured on this machine
  std::vector<OtherProfile> extrapolations;  ///< calculated from profiles of two smaller tiers
  std::vector<OtherProfile> imports;         ///< read from the study's file of imported profiles
};

/// Returns the profiles that a study needs. `measured` must have the prepared variants. The `draft`
/// of each profile to measure gets the samples that the cache has for it: all that it needs, some,
/// or none. Throws UserError if a file of the cache cannot be read, or if profiles of a tier must
/// be calculated and this machine has only one core.
ProfilePlan plan_profiles(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Throws UserError if a scenario of the study computes, without imported profiles, on a tier that
/// has more cores than this machine. If the study says `extrapolate: true`, such a tier is accepted
/// on a machine with two cores or more, but not with `compute: live` and not in an emulation. Call
/// this function before models are prepared, because preparation can take long.
void check_tiers(const ExpandedStudy& study);

}  // namespace tiersim
