#pragma once

#include <functional>
#include <memory>

#include "network/link/rate_trace.h"
#include "sim/clock.h"

namespace tiersim {

/// Follows a trace on the simulated clock: calls `apply` with the first rate, and then with each
/// new rate when it begins. A trace with a period goes on for ever. The object must outlive the
/// simulation.
class RatePlayer {
 public:
  RatePlayer(std::shared_ptr<const RateTrace> trace, std::function<void(BitsPerSecond)> apply);
  RatePlayer(const RatePlayer&) = delete;
  RatePlayer& operator=(const RatePlayer&) = delete;

  /// Makes the current simulated time the start of the trace, and calls `apply` with the first
  /// rate.
  void start();

  /// Returns the mean rate over the time in which `bits` bits pass if they start now; zero if they
  /// would never pass. start() must have been called.
  BitsPerSecond rate_of(double bits) const;

 private:
  void step();

  std::shared_ptr<const RateTrace> trace_;
  std::function<void(BitsPerSecond)> apply_;
  SimTime begin_{};
};

}  // namespace tiersim
