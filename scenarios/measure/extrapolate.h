#pragma once

#include <vector>

#include "sim/records/stage_profile.h"
#include "sim/records/tier_settings.h"

namespace tiersim {

/// The number of CPUs that this process may use.
int host_cores();

/// The tiers that are measured here in place of a tier with more cores than this machine: one with
/// a single core and one with all cores of the machine, both unthrottled. Throws UserError if the
/// machine has only one core.
std::vector<TierSettings> stand_ins(const TierSettings& tier);

/// Calculates a profile of `tier` from the profiles of its two stand-ins. Let their medians be T1
/// on one core and Tm on m cores. Then the serial part is s = (m Tm / T1 - 1) / (m - 1), limited to
/// [0, 1], and the median of n threads is
///
///   T1 (s + (1 - s) / n) / speed.
///
/// Every sample of the m-core profile is scaled so that its median becomes this time. Load times
/// are divided by the speed. The cost of memory bandwidth and of other workers is left out. Source:
/// Amdahl, AFIPS 1967; the serial part from measured times: Karp & Flatt, CACM 33(5), 1990.
StageProfile extrapolate(const StageProfile& one, const StageProfile& all, int all_cores,
                         const TierSettings& tier);

}  // namespace tiersim
