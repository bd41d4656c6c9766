#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace tiersim::service {

/// The clock of a service, so that a test can turn it.
struct Timing {
  std::function<std::int64_t()> now;  ///< CLOCK_MONOTONIC, nanoseconds
  /// Runs an event once after a delay, in the thread of the service.
  std::function<void(std::chrono::nanoseconds delay, std::function<void()> event)> after;
};

}  // namespace tiersim::service
