#pragma once

#include <vector>

#include "sim/records/profile.h"

namespace tiersim {

/// The CPUs that this process may use.
int host_cores();

/// The tiers to measure here in place of one with more cores than this machine: one core, and all
/// of them, unthrottled. Throws UserError where the machine has one core only, from which nothing
/// can be told.
std::vector<TierSettings> stand_ins(const TierSettings& tier);

/// A profile of `tier`, calculated from those of its stand-ins: with T1 on one core and Tm on m,
/// the serial part is s = (m Tm / T1 - 1) / (m - 1), within [0, 1], and n threads take
///
///   T1 (s + (1 - s) / n) / speed,
///
/// by which every sample of the m-core profile is scaled. Loading is scaled by the speed alone.
/// Left out: what memory bandwidth and other workers cost.
/// Source: Amdahl, AFIPS 1967; the serial part from measured times: Karp & Flatt, CACM 33(5), 1990.
StageProfile extrapolate(const StageProfile& one, const StageProfile& all, int all_cores,
                         const TierSettings& tier);

}  // namespace tiersim
