#pragma once

#include <optional>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// The rate of one direction of a link over time. It changes in steps.
struct RateTrace {
  /// One step of the trace: a time, and the rate that applies from then on.
  struct Step {
    Duration start;
    BitsPerSecond rate;  ///< the rate from `start` until the next step; may be zero
  };
  std::vector<Step> steps;  ///< at least one, the first at 0, each later than the one before
  /// The time after which the trace starts again. If it is 0, the trace does not repeat, and the
  /// rate of the last step stays.
  Duration period{0};
};

/// Returns the rate at `time`, which counts from the start of the trace.
BitsPerSecond rate_at(const RateTrace& trace, Duration time);

/// Returns the highest rate of the trace.
BitsPerSecond highest_rate(const RateTrace& trace);

/// Returns the first time after `time` at which a step begins, also in a later repetition of the
/// trace. Empty if the rate does not change any more. Times count from the start of the trace.
std::optional<Duration> next_step(const RateTrace& trace, Duration time);

/// Returns the time in which `bits` pass if they start at `start`, by the integral of the rate.
/// `start` counts from the start of the trace. Empty if the bits never pass.
std::optional<Duration> time_to_carry(const RateTrace& trace, Duration start, double bits);

}  // namespace tiersim
