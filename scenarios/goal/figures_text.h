#pragma once

#include <string>
#include <vector>

#include "scenarios/goal/candidates.h"
#include "scenarios/goal/criterion.h"

namespace tiersim {

/// The limits of a goal: "p99 at most 150 ms and accuracy at least 90 %".
std::string goal_text(const std::vector<Criterion>& criteria);

/// The figures at both ends of a range: "p99 62.1 ms to 30.2 ms, accuracy 93 %".
std::string figures_text(const GoalCandidate& first, const GoalCandidate& last,
                         const std::vector<Criterion>& criteria);

/// What a scenario lacks: "p99 is 182.4 ms instead of 150 ms, accuracy is unknown". Both numbers
/// have as many digits as it takes to tell them apart.
std::string missing_text(const GoalCandidate& candidate, const std::vector<Criterion>& criteria);

}  // namespace tiersim
