#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// What it is and what it computes: all that pack() leaves out, but its route.
ScenarioResult name_scenario(const ExpandedStudy& study, std::size_t id,
                             const MeasuredStudy& measured);

/// Everything about a scenario that is known before it runs: the same with its route, its
/// seed, and what profiles say.
ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured);

/// Simulates one scenario from its own seeds, whatever ran before in this process. What goes wrong
/// becomes its status and reason.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
