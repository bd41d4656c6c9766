#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// Everything in a scenario's result that is known before the scenario runs: its record, its route,
/// its seed, and what its profiles say.
ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured, Route route);

/// Simulates one scenario. The result depends on the scenario's own seeds and not on what ran
/// before in this process. If something goes wrong, the status and the reason say so.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
