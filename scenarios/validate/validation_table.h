#pragma once

#include <string>

#include "scenarios/validate/validation.h"

namespace tiersim {

/// The text that `tiersim validate` prints: a line for each scenario, a line for each decision
/// about which simulation and emulation differ, the worst errors, and summary_line().
std::string validation_table(const Validation& validation);

}  // namespace tiersim
