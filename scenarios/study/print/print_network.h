#pragma once

#include <yaml-cpp/yaml.h>

#include "scenarios/study/study.h"

namespace tiersim {

/// The keys `links`, `network` and `relay` of a study, with every default.
void print_links(const Study& study, YAML::Emitter& out);

}  // namespace tiersim
