#pragma once

#include <chrono>
#include <functional>

#include "sim/base/quantity.h"

namespace tiersim {

/// The clock of simulated time, as a std::chrono clock. ns-3's Simulator is the only source of
/// simulated time: nothing else advances it.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
  static time_point now();
};
/// A point in simulated time.
using SimTime = SimClock::time_point;

/// Runs `event` once, when `delay` of simulated time has passed from now. `delay` must not be
/// negative. Events for the same instant run in the order in which they were scheduled.
void schedule(Duration delay, std::function<void()> event);

}  // namespace tiersim
