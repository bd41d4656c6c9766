#pragma once

#include "sim/records/tier_settings.h"

namespace tiersim {

/// What one worker of a tier may use.
struct WorkerShare {
  int threads{1};  ///< threads that it computes with
  double cpus{1};  ///< CPU seconds per wall second

  /// Its speed as a fraction of its threads' full speed, (0, 1].
  double speed() const { return cpus / threads; }
};

/// Each worker gets an equal part of the tier. It computes with max(1, floor(share * cores /
/// workers)) threads, because two threads are slower than one if they share the quota of one core.
/// It gets no more CPU time than its threads can use, because a thread cannot use two cores.
WorkerShare worker_share(const TierSettings& tier);

}  // namespace tiersim
