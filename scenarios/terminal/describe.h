#pragma once

#include <string>

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Lines that say what a study expands to, what it sweeps and how long its simulation may take.
std::string describe(const ExpandedStudy& study);

}  // namespace tiersim
