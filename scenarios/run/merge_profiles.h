#pragma once

#include <vector>

#include "sim/profile.h"

namespace tiersim {

/// One profile from what several processes measured of the same stage and tier, one after the
/// other: all their samples. Valid where all are; stable where the median of them all is known.
StageProfile merge_profiles(const std::vector<StageProfile>& parts);

}  // namespace tiersim
