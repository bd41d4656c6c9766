#pragma once

#include <vector>

#include "sim/records/stage_profile.h"
#include "sim/records/tier_settings.h"

namespace tiersim {

/// Returns the number of CPUs of this machine on which this process may run (its CPU affinity). A
/// limit of its CPU time by a control group is not considered.
int host_cores();

/// Returns two tiers that are measured in place of `tier`, which has more cores than this machine:
/// first a tier with one core, then a tier with all cores of this machine (host_cores()). Both have
/// one worker and a CPU share of 100 %; their other settings are those of `tier`. extrapolate()
/// uses their profiles. Throws UserError if this machine has only one core.
std::vector<TierSettings> stand_ins(const TierSettings& tier);

/// Calculates a profile of `tier` from the profiles of its two stand-ins (see stand_ins()): `one`
/// was measured on one core, `all` on `all_cores` cores. Let T1 and Tm be their median service
/// times, and m = `all_cores`. Then the serial part is s = (m Tm / T1 - 1) / (m - 1), limited to
/// [0, 1], and the median service time with n threads is
///
///   T1 (s + (1 - s) / n) / speed.
///
/// n and the speed are those of one worker of `tier` (worker_share()). The service times of the new
/// profile are those of `all`, scaled to this median. The load times are those of `all`, divided by
/// the speed. The profile is valid or stable only if both stand-ins are. The model ignores that
/// cores and workers share the memory bandwidth. Source: Amdahl, AFIPS 1967; the serial part from
/// measured times: Karp & Flatt, CACM 33(5), 1990.
StageProfile extrapolate(const StageProfile& one, const StageProfile& all, int all_cores,
                         const TierSettings& tier);

}  // namespace tiersim
