#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/sweep/sweep.h"

namespace tiersim {

/// The study as YAML with every default written out. Reading it gives the same study.
std::string print_study(const Study& study, const std::vector<SweepAxis>& sweep);

}  // namespace tiersim
