#pragma once

#include <yaml-cpp/yaml.h>

#include <vector>

#include "scenarios/study/read/sweep.h"

namespace tiersim {

/// The key `sweep` of a study, every value of a range written out; nothing where nothing is swept.
void print_sweep(const std::vector<SweepAxis>& sweep, YAML::Emitter& out);

}  // namespace tiersim
