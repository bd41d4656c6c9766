#pragma once

#include <limits>
#include <vector>

#include "scenarios/goal/criterion.h"

namespace tiersim {

/// A figure of a scenario, with its 95 % interval from `low` to `high`. NaN: unknown. A latency
/// that too few requests were answered for is infinite.
struct Figure {
  double value{std::numeric_limits<double>::quiet_NaN()};
  double low{std::numeric_limits<double>::quiet_NaN()};
  double high{std::numeric_limits<double>::quiet_NaN()};
};

/// How surely a scenario meets a goal (docs/words.md). The later, the worse.
enum class Sureness {
  surely,        ///< every figure meets its limit, and so does its whole interval
  probably,      ///< every figure meets its limit; an interval reaches beyond it, or is unknown
  probably_not,  ///< a figure misses its limit or is unknown; its interval may reach the limit
  surely_not     ///< a figure misses its limit, and so does its whole interval
};
/// "surely", "probably", "probably not" or "surely not".
const char* name_of(Sureness sureness);

/// A scenario held against a goal.
struct Judgement {
  Sureness sureness{Sureness::surely};
  /// The largest relative distance of a figure beyond its limit, as a share of the limit. An
  /// unknown figure counts as 1. 0 or less: the scenario meets the goal.
  double shortfall{-std::numeric_limits<double>::infinity()};

  /// Whether the scenario meets the goal.
  bool meets() const { return sureness <= Sureness::probably; }
};

/// Whether a number meets a limit. A number that equals the limit, but for rounding errors, meets
/// it. NaN does not.
bool reaches(const Criterion& criterion, double number);

/// Holds the figures of one scenario against the criteria of a goal. `figures` has one figure for
/// each of `criteria`, in their order.
Judgement judge(const std::vector<Criterion>& criteria, const std::vector<Figure>& figures);

}  // namespace tiersim
