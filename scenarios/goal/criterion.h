#pragma once

#include <string>
#include <vector>

#include "scenarios/study/goal.h"

namespace tiersim {

/// One limit of a goal.
struct Criterion {
  std::string name;    ///< "p99", "p95", "median", "accuracy" or "energy"
  std::string unit;    ///< unit of the limit and of the figures: "ns", "1" or "J"
  double limit;        ///< a figure that equals the limit meets it
  bool is_least;       ///< true: a figure must be at least the limit; false: at most
  double quantile{0};  ///< of the latency, in (0, 1): 0.99; 0 for accuracy and energy
};

/// The limits of a goal, in the order p99, p95, median, accuracy, energy. The first one orders the
/// scenarios that meet the goal.
std::vector<Criterion> criteria_of(const Goal& goal);

}  // namespace tiersim
