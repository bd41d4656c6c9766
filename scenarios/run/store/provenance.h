#pragma once

#include <map>
#include <string>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// A hash of everything that was measured and of the traces that the study reads. Equal hashes mean
/// equal answers to a study.
std::string inputs_key(const ExpandedStudy& study, const MeasuredStudy& measured);

std::string host_name();

/// The root attributes of a results file that tell how it was made: study, command, versions,
/// machine.
std::map<std::string, std::string> provenance_of(const ExpandedStudy& study,
                                                 const MeasuredStudy& measured,
                                                 const std::string& command);

}  // namespace tiersim
