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

/// Simulates the scenario number `id`. The result depends only on the arguments, and not on earlier
/// scenarios of this process; exceptions are `wall_seconds` and scenarios with `compute: live`. If
/// the simulation is not possible or proves too little, the status of the result is "failed" or
/// "invalid", and its reason says why.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
