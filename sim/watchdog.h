#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/clock.h"

namespace tiersim {

/// Ends a simulation that makes no progress. Background traffic and retransmissions would keep its
/// clock going for ever.
class Watchdog {
 public:
  /// Says since when something has been waited for; none if nothing is.
  using WaitingSince = std::function<std::optional<SimTime>()>;

  /// `patience` is how long something may be waited for while nothing ends.
  Watchdog(Duration patience, WaitingSince waiting_since);

  /// Looks at the simulation from now on, each time that `patience` has passed.
  void start();

  /// Something has ended.
  void progressed() { last_progress_ = SimClock::now(); }

  /// Why the simulation was stopped; empty if it was not.
  const std::string& problem() const { return problem_; }

 private:
  void look();

  const Duration patience_;
  const WaitingSince waiting_since_;
  SimTime last_progress_{};
  std::string problem_;
};

}  // namespace tiersim
