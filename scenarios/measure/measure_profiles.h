#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Adds to `measured` every profile that the study needs: one for each stage of a variant on each
/// tier that computes it. Scenarios with `compute: live` need no profiles. Samples that are in the
/// cache are not measured again. A few stages are measured at a time, each in processes of its own.
/// The stages take turns of half a second, so that a period in which the machine is slow affects
/// all of them. Imported profiles come from the study's file; profiles of tiers that are larger
/// than this machine are extrapolated. `report` gets lines for the user: what is measured, how long
/// that will take, and the results. Throws UserError if a tier cannot be measured, for example
/// because its memory is too small.
void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report);

}  // namespace tiersim
