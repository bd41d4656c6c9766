#pragma once

#include <string>

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// The text that `tiersim check` prints: the number of scenarios and requests, the swept settings,
/// and an estimate of how long the simulation takes.
std::string describe(const ExpandedStudy& study);

}  // namespace tiersim
