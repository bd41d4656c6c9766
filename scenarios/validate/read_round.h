#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/validate/compare/scenario_rounds.h"

namespace tiersim {

/// Reads one round of every scenario from a results file. The index of a scenario is its id. Throws
/// UserError if the file is not a results file or is damaged.
std::vector<ScenarioRound> read_round(const std::filesystem::path& results);

}  // namespace tiersim
