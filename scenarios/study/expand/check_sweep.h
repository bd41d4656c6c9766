#pragma once

#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/sweep/sweep.h"

namespace tiersim {

/// Checks that every swept setting can change the results. Imported times hold for the tier as it
/// was when they were measured, so a sweep must not change the cores, the CPU share or the memory
/// of a tier whose times are imported. Throws StudyError, with the place of the sweep's first
/// value.
void check_sweep(const Study& study, const std::vector<SweepAxis>& axes);

}  // namespace tiersim
