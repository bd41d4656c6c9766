#pragma once

#include "models/measure/clocks.h"

namespace tiersim::models {

/// Stretches one short inference at a time to what a CPU share would make of it: after `cpu`
/// seconds of CPU time it waits cpu (1/share - 1). A quota alone would let an inference shorter
/// than its period run unthrottled in a burst.
///
/// The wait is spent on inferences that are not counted, the last rest of it spinning: a processor
/// that idles between inferences loses its caches and its clock rate to its neighbours, and then
/// each one costs more CPU time than on a tier that is busy (figures: docs/adr/0003).
class InferencePacer {
 public:
  /// `share`: of one core, (0, 1].
  explicit InferencePacer(double share) : wait_per_cpu_(1.0 / share - 1.0) {}

  /// After an inference that `ended` on the wall clock and `used` that much CPU time; `filler` runs
  /// one that is not counted.
  template <typename Filler>
  void wait_after(MeasuredTime ended, MeasuredTime used, const Filler& filler) const {
    const auto end =
        ended.ns + static_cast<std::int64_t>(wait_per_cpu_ * static_cast<double>(used.ns));
    // One that does not end in time lengthens the wait: a sixteenth is left for its variation.
    while (end - wall_now().ns > used.ns + used.ns / 16) filler();
    while (wall_now().ns < end) {
    }
  }

 private:
  double wait_per_cpu_;
};

}  // namespace tiersim::models
