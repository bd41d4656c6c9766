#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// Returns the part of the result of the scenario number `id` that is known before the scenario
/// runs: names, accuracy, swept values, seed, the given `route`, mean energy of a request, and
/// whether its profiles are valid and stable. It has no requests. With `compute: live` there are no
/// profiles, and the energy is not known yet.
ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured, Route route);

/// Simulates the scenario number `id` and returns its result, which depends only on the arguments.
/// Only `wall_seconds`, and the times in scenarios with `compute: live`, are measured and differ
/// from run to run. If an error stops the simulation, the status of the result is "failed". If the
/// result cannot be trusted, for example because a link or a tier is overloaded, the status is
/// "invalid". `reason` then says why.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
