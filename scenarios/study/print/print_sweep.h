#pragma once

#include <yaml-cpp/yaml.h>

#include <vector>

#include "scenarios/study/sweep/sweep.h"

namespace tiersim {

/// The key `sweep` of a study, with every value of a range. Prints nothing if nothing is swept.
void print_sweep(const std::vector<SweepAxis>& sweep, YAML::Emitter& out);

}  // namespace tiersim
