#pragma once

#include <functional>

#include "sim/base/quantity.h"

namespace tiersim {

/// Interface: a clock, and a way to run functions (events) at a later time of that clock. One
/// implementation has simulated time, another one has real time.
class Timeline {
 public:
  virtual ~Timeline() = default;

  /// Returns the time that has passed on the clock since a fixed moment.
  virtual Duration now() const = 0;

  /// Runs `event` once, when `delay` has passed on the clock. The event never runs inside this
  /// call. In real time, `delay` may be negative: the event then runs as soon as possible. In
  /// simulated time, it must not be negative.
  virtual void after(Duration delay, std::function<void()> event) = 0;
};

/// Returns the timeline of simulated time. It uses SimClock and schedule() of sim/clock.h.
Timeline& simulated_timeline();

}  // namespace tiersim
