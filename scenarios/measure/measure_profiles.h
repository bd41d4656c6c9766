#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Measures every stage on every tier where the study has it compute, unless live; what was
/// measured before, or in part before an interrupt, comes from the store. Stages are loaded a few
/// at a time, each in processes of its own, and take turns, half a second each, so that a slow
/// spell of the machine meets them alike. Tells what it measures and how long that will take.
void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report);

}  // namespace tiersim
