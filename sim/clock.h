#pragma once

#include <chrono>
#include <functional>

#include "sim/base/quantity.h"

namespace tiersim {

/// Simulated time. ns-3's Simulator is the only clock; nothing else advances time.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
  static time_point now();
};
using SimTime = SimClock::time_point;

/// Runs `event` when `delay` has passed. Events of the same instant run in the order in which they
/// were scheduled.
void schedule(Duration delay, std::function<void()> event);

}  // namespace tiersim
