#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/goal/candidates.h"

namespace tiersim {

/// Scenarios of one subject at one value of `along`.
struct GoalPoint {
  double value;  ///< of the path `along`; NaN if there is none
  std::vector<const GoalCandidate*> candidates;
};

/// The scenarios that one answer is about: one subject, with all swept settings held except those
/// that change along one path.
struct SweepGroup {
  std::string subject;
  std::string held;               ///< the values that are held: "edge.cpu_share 0.25, seed 1"
  std::vector<GoalPoint> points;  ///< ascending along the path
};

/// The column that answers run along: of those with numbers, the one with the most different
/// values; of equal ones, the first. nullopt if there is none. A seed is no quantity, and a column
/// that some scenarios lack says nothing of them: neither is chosen.
std::optional<std::size_t> column_along(const CandidateTable& table);

/// Groups the scenarios of a table by subject and by the swept values that are held along `along`.
/// A path that was zipped with `along` changes together with it and is not held. Groups are in the
/// order of the file. They refer to `table`.
std::vector<SweepGroup> sweep_groups(const CandidateTable& table, std::optional<std::size_t> along);

}  // namespace tiersim
