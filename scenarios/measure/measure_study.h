#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Prepares every variant and measures every profile that the study needs (prepare_variants(),
/// measure_profiles()). Tells the user what it does and, at the end, how much of it was new. Throws
/// UserError, also if a tier is larger than this machine (check_tiers()).
MeasuredStudy measure_study(const ExpandedStudy& study);

}  // namespace tiersim
