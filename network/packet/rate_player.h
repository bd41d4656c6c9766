#pragma once

#include <functional>
#include <memory>

#include "network/link/rate_trace.h"
#include "sim/clock.h"

namespace tiersim {

/// Plays a trace on the simulated clock: calls `apply` with the first rate and then at every step.
/// A trace with a period goes on for ever. It must outlive the simulation.
class RatePlayer {
 public:
  RatePlayer(std::shared_ptr<const RateTrace> trace, std::function<void(BitsPerSecond)> apply);
  RatePlayer(const RatePlayer&) = delete;
  RatePlayer& operator=(const RatePlayer&) = delete;

  void start();

  /// The mean rate over the time that so many bits take if they start now; zero if they would never
  /// pass.
  BitsPerSecond rate_of(double bits) const;

 private:
  void step();

  std::shared_ptr<const RateTrace> trace_;
  std::function<void(BitsPerSecond)> apply_;
  SimTime begin_{};
};

}  // namespace tiersim
