#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace tiersim::service {

/// The clock and the timers of a service. A test may replace them by functions of its own.
struct Timing {
  std::function<std::int64_t()> now;  ///< returns the time of CLOCK_MONOTONIC in nanoseconds
  /// Runs `event` once, when `delay` has passed, in the thread of the service.
  std::function<void(std::chrono::nanoseconds delay, std::function<void()> event)> after;
};

}  // namespace tiersim::service
