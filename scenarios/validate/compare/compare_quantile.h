#pragma once

#include "scenarios/validate/compare/scenario_rounds.h"

namespace tiersim {

/// A quantile of the latencies of all rounds together, in ns. `low` and `high` are the ends of its
/// 95 % confidence interval, which are order statistics (ranks_around()). A figure that is not
/// known is NaN: all three without requests, one end if there are too few requests on its side.
struct LatencyQuantile {
  double value, low, high;
};

/// One quantile of the latency of a scenario, simulated and emulated.
struct ComparedQuantile {
  LatencyQuantile simulated, emulated;
  /// (simulated - emulated) / emulated. NaN if one of them is not known.
  double error;
  /// How far the emulation differs from itself: the range of the rounds' emulated quantiles (the
  /// largest minus the smallest), divided by the emulated quantile. NaN if a round has no requests.
  double repeatability;
};

/// Compares the quantile `quantile`, a fraction in (0, 1).
ComparedQuantile compare_quantile(const ScenarioRounds& rounds, double quantile);

}  // namespace tiersim
