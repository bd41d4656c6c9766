#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/study.h"

namespace tiersim {

/// The study as YAML that reads back to itself, every default written out.
std::string print_study(const Study& study,
                        const std::vector<std::pair<std::string, std::vector<std::string>>>& sweep);

}  // namespace tiersim
