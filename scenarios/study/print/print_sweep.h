#pragma once

#include <yaml-cpp/yaml.h>

#include <vector>

#include "scenarios/study/sweep/sweep.h"

namespace tiersim {

/// Writes the key `sweep` to `out`, which must be inside a YAML map. A range is written as the list
/// of its values. Writes nothing if `sweep` is empty.
void print_sweep(const std::vector<SweepAxis>& sweep, YAML::Emitter& out);

}  // namespace tiersim
