#pragma once

#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/sweep/sweep.h"

namespace tiersim {

/// Returns `study` as the text of a study file, with every default written out and with the sweep
/// `sweep`. Reading this text gives the same study.
std::string print_study(const Study& study, const std::vector<SweepAxis>& sweep);

}  // namespace tiersim
