#pragma once

#include <filesystem>
#include <vector>

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// One round of a validation: the same study, simulated and emulated, with the same seed.
struct ValidationRound {
  ExpandedStudy simulated, emulated;
};

/// Reads a study for each round. `overrides.emulate_with` changes settings of the emulated half
/// alone. The seed of round r is the study's seed plus r, counted from 0. Throws StudyError for a
/// mistake in the study. Throws UserError if the seed is swept, or if `overrides.emulate_with` has
/// the seed or a swept setting, or changes which scenarios the study has.
std::vector<ValidationRound> validation_rounds(const std::filesystem::path& study,
                                               const Overrides& overrides, int rounds);

}  // namespace tiersim
