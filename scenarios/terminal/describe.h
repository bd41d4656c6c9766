#pragma once

#include <string>

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// What a study expands to, what it sweeps and how long its simulation may take, in lines.
std::string describe(const ExpandedStudy& study);

}  // namespace tiersim
