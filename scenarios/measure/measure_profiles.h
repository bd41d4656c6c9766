#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Adds to `measured`, which has the prepared variants, every profile that the study needs: one for
/// each stage of a variant on each tier that computes it. Scenarios with `compute: live` need none.
/// Samples that are in the cache are not measured again. Several stages are measured at a time,
/// each in processes of its own. They take turns of half a second, so that a slow period of the
/// machine affects all of them. Imported profiles come from the study's file. Profiles of tiers
/// that are larger than this machine are calculated (extrapolate()). `report` gets lines for the
/// user: how many profiles are measured, how long that will take, and the result of each profile.
/// Throws UserError if a tier cannot be measured, for example because its memory is too small, and
/// std::runtime_error if a process of tiersim-tier fails.
void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report);

}  // namespace tiersim
