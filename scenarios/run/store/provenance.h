#pragma once

#include <map>
#include <string>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Names all that was measured, and what came in from files of times and rates: equal keys, equal
/// answers to a study.
std::string inputs_key(const ExpandedStudy& study, const MeasuredStudy& measured);

std::string host_name();

/// What a results file says of how it came about: study, command, versions, machine.
std::map<std::string, std::string> provenance_of(const ExpandedStudy& study,
                                                 const MeasuredStudy& measured,
                                                 const std::string& command);

}  // namespace tiersim
