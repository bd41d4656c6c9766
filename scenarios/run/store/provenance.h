#pragma once

#include <map>
#include <string>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Returns a hash of all measurements and of the trace files that the study reads. If two runs of a
/// study with the same build have equal hashes, they have equal results.
std::string inputs_key(const ExpandedStudy& study, const MeasuredStudy& measured);

std::string host_name();

/// Returns the root attributes of a results file, by name. They say how the results were made: the
/// study, the command line `command`, versions, machine and time.
std::map<std::string, std::string> provenance_of(const ExpandedStudy& study,
                                                 const MeasuredStudy& measured,
                                                 const std::string& command);

}  // namespace tiersim
