#pragma once

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// Everything about a scenario that is known before it runs.
ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured);

/// The parts of its requests' time; those of most scenarios of a study are alike.
Route route_of_scenario(const ExpandedStudy& study, std::size_t id);

/// Simulates one scenario from its own seeds, whatever ran before in this process. What goes wrong
/// becomes its status and reason.
ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured);

}  // namespace tiersim
