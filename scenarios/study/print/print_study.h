#pragma once

#include <string>
#include <vector>

#include "scenarios/study/read/sweep.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// The study as YAML that reads back to itself, every default written out.
std::string print_study(const Study& study, const std::vector<SweepAxis>& sweep);

}  // namespace tiersim
