#pragma once

#include <optional>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// A rate that changes at given times.
struct RateTrace {
  struct Step {
    Duration start;
    BitsPerSecond rate;  ///< from then on; may be zero
  };
  std::vector<Step> steps;  ///< at least one, the first at 0, each later than the one before
  Duration period{0};       ///< the trace begins again after so long; 0: the last rate stays
};

/// The rate at a time since the trace began.
BitsPerSecond rate_at(const RateTrace& trace, Duration time);

/// The highest rate it ever has.
BitsPerSecond highest_rate(const RateTrace& trace);

/// The first time after `time` at which a step begins; none if the last rate stays.
std::optional<Duration> next_step(const RateTrace& trace, Duration time);

/// The time that so many bits take from `start` on, by the integral of the rate; none if they never
/// pass.
std::optional<Duration> time_to_carry(const RateTrace& trace, Duration start, double bits);

}  // namespace tiersim
