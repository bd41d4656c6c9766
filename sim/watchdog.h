#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "sim/clock.h"

namespace tiersim {

/// The longest simulated time of a simulation: 200 years. The clock counts nanoseconds in 64 bits,
/// which are 292 years.
constexpr Duration kLongestSimulation = std::chrono::hours(200LL * 365 * 24);

/// Stops a simulation that makes no progress, or that takes longer than kLongestSimulation. Without
/// a watchdog, background traffic and retransmissions would keep the simulation running for ever.
class Watchdog {
 public:
  /// The type of a function that tells since which simulated time the simulation has waited for
  /// some work to end. It returns an empty value if the simulation waits for nothing.
  using WaitingSince = std::function<std::optional<SimTime>()>;

  /// Makes a watchdog that stops the simulation if, at a check, two times are at least `patience`
  /// of simulated time ago: the time since when the simulation has waited, as `waiting_since`
  /// tells, and the last call of progressed() or start(). It does not stop a simulation that waits
  /// for nothing. `patience` is at most 50 years.
  Watchdog(Duration patience, WaitingSince waiting_since);

  /// Starts to check the simulation, once in each `patience` of simulated time.
  void start();

  /// Starts a new count of `patience`. The simulation calls it when the recorded requests begin and
  /// whenever a request has ended.
  void progressed() { last_progress_ = SimClock::now(); }

  /// Why the watchdog stopped the simulation; empty if it did not.
  const std::string& problem() const { return problem_; }

 private:
  void look();

  const Duration patience_;
  const WaitingSince waiting_since_;
  SimTime last_progress_{};
  std::string problem_;
};

}  // namespace tiersim
