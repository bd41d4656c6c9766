#pragma once

#include <string>
#include <vector>

#include "scenarios/goal/answer_ranges.h"
#include "scenarios/goal/criterion.h"

namespace tiersim {

/// The most lines about one subject.
constexpr std::size_t kMostLines = 6;

/// The answer about one subject, as one line: where along the sweep the goal is met, how surely and
/// by what; or else what comes closest and what is missing there. `prefer` is the preferred tier or
/// empty. `tiersim-analyze` writes the same line.
std::string sentence(const GoalAnswer& answer, const std::vector<Criterion>& criteria,
                     const std::string& prefer);

/// The answers about all scenarios of a table: for each subject at most kMostLines lines, and one
/// more that counts the combinations of swept values that have no line.
std::vector<std::string> goal_sentences(const CandidateTable& table,
                                        const std::vector<Criterion>& criteria,
                                        const std::string& prefer);

}  // namespace tiersim
