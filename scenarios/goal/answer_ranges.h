#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/goal/answer.h"

namespace tiersim {

/// The answers about one subject, in order along the sweep.
struct GoalAnswer {
  std::string subject;
  std::string held;   ///< swept values that are held; may be empty
  SweptColumn along;  ///< the path that `points` run along; its title is empty if there is none
  std::vector<PointAnswer> points;
};

/// Points of an answer, from the index `first` to the index `last`, with both.
struct PointRange {
  std::size_t first, last;
};

/// The longest ranges of neighbouring points that meet the goal.
std::vector<PointRange> met_ranges(const GoalAnswer& answer);

/// The longest ranges of neighbouring points that meet the goal by the same operator and
/// deployment.
std::vector<PointRange> chosen_ranges(const GoalAnswer& answer);

/// Where a range is, with a space before it: " from edge-cloud.bandwidth 10 Mbps on". "" if nothing
/// is swept.
std::string where(const GoalAnswer& answer, const PointRange& range);

/// The worst word of the points of a range that meet the goal.
Sureness worst_of(const GoalAnswer& answer, const PointRange& range);

}  // namespace tiersim
