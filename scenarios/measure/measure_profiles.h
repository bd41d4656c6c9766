#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Measures every stage on every tier on which the study has it computed, except for live studies.
/// What was measured before, even in part, comes from the store. A few stages are loaded at a time,
/// each in processes of its own. They take turns of half a second, so that a time in which the
/// machine is slow affects all of them. `report` gets what is measured and how long that will take.
void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report);

}  // namespace tiersim
