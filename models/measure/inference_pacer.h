#pragma once

#include "models/measure/clocks.h"

namespace tiersim::models {

/// Makes a short inference take as long as it would under a CPU share: after an inference that used
/// `cpu` of CPU time, the pacer waits cpu (1/share - 1). Under a quota alone, an inference shorter
/// than the quota's period would run unthrottled in one burst.
///
/// During the wait, the pacer runs inferences that are not counted, and spins for the last part. On
/// a tier that is busy, the processor does not idle. If it idled here, it would lose its caches and
/// its clock rate to its neighbours, and the next inference would use more CPU time (figures:
/// docs/adr/0003).
class InferencePacer {
 public:
  /// Makes a pacer for a CPU share. `share` is the CPU time per wall time that an inference may use
  /// on one core, in (0, 1].
  explicit InferencePacer(double share) : wait_per_cpu_(1.0 / share - 1.0) {}

  /// Waits until used (1/share - 1) after `ended`. `ended` is the wall time (wall_now()) at which
  /// the inference ended, and `used` is the CPU time that it used. During the wait, calls `filler`,
  /// which runs one inference that is not counted, again and again as long as there is time for one
  /// more.
  template <typename Filler>
  void wait_after(MeasuredTime ended, MeasuredTime used, const Filler& filler) const {
    const auto end =
        ended.ns + static_cast<std::int64_t>(wait_per_cpu_ * static_cast<double>(used.ns));
    // A filler that ends too late would lengthen the wait. So a filler starts only if there is time
    // for it and a sixteenth more, because its time varies.
    while (end - wall_now().ns > used.ns + used.ns / 16) filler();
    while (wall_now().ns < end) {
    }
  }

 private:
  double wait_per_cpu_;
};

}  // namespace tiersim::models
