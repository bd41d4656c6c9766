#pragma once

#include "sim/records/profile.h"

namespace tiersim {

/// What one worker of a tier may use.
struct WorkerShare {
  int threads{1};  ///< that it computes with
  double cpus{1};  ///< CPU seconds per wall second

  /// The part of its threads' full speed that it is left with, (0, 1].
  double speed() const { return cpus / threads; }
};

/// An equal part of the tier for each of its workers: max(1, floor(share * cores / workers))
/// threads, for two threads under one core's quota are slower than one; and of the CPUs what these
/// can use, for a thread cannot fill two cores.
WorkerShare worker_share(const TierSettings& tier);

}  // namespace tiersim
