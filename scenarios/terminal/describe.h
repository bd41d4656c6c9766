#pragma once

#include <string>

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Returns the text that `tiersim check` prints about a study: the number of scenarios, the number
/// of requests of each scenario, the number of pairs of operator and deployment that make no
/// scenario, each swept setting with its first and last value, and an estimate of how long the
/// simulation takes on one core.
std::string describe(const ExpandedStudy& study);

}  // namespace tiersim
