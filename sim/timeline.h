#pragma once

#include <functional>

#include "sim/base/quantity.h"

namespace tiersim {

/// A clock and the events that happen on it. Interface: simulated time and real time have one each.
class Timeline {
 public:
  virtual ~Timeline() = default;

  /// The time now, since a moment that stays the same.
  virtual Duration now() const = 0;

  /// Runs `event` when `delay` has passed. If `delay` is negative, it runs the event as soon as
  /// possible. Never runs the event inside this call.
  virtual void after(Duration delay, std::function<void()> event) = 0;
};

/// The timeline of the simulation: now() and schedule() of sim/clock.h.
Timeline& simulated_timeline();

}  // namespace tiersim
