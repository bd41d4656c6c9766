#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// The part of a scenario's result that is known before the scenario runs: names, accuracy, swept
/// values, route, seed, energy, and whether its profiles are valid and stable. It has no requests.
/// `id` is the number of the scenario.
ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured, Route route);

/// Simulates the scenario number `id` and returns its result, which depends only on the arguments.
/// Exceptions are `wall_seconds` and scenarios with `compute: live`, whose times are measured. If
/// an error stops the simulation, the status of the result is "failed". If the result cannot be
/// trusted, for example because a link or a tier is overloaded, the status is "invalid". `reason`
/// then says why.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
