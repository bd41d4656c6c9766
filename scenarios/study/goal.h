#pragma once

#include <optional>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// The settings of the key `goal`: what a scenario has to reach, and the preferred tier. A goal
/// changes no simulated figure. A limit that is missing allows any value.
struct Goal {
  std::optional<Duration> p99, p95, median;  ///< the longest quantiles of the latency allowed
  std::optional<Fraction> accuracy;          ///< the least top-1 accuracy allowed
  std::optional<Joules> energy;              ///< the most energy of one request allowed
  /// Of the scenarios that meet the goal, those that compute on this tier come first. Empty: none.
  std::string prefer;

  /// Whether the study has a goal.
  bool is_asked() const { return p99 || p95 || median || accuracy || energy; }
};

}  // namespace tiersim
