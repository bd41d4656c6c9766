#pragma once

#include "sim/records/tier_settings.h"

namespace tiersim {

/// The part of a tier's CPU that one worker may use.
struct WorkerShare {
  int threads{1};  ///< number of threads with which the worker computes
  double cpus{1};  ///< CPU seconds per wall second, all threads together

  /// The speed of the worker as a fraction of the full speed of its threads, in (0, 1].
  double speed() const { return cpus / threads; }
};

/// Divides a tier's CPU equally among its workers and returns the part of one worker. The worker
/// computes with max(1, floor(share * cores / workers)) threads, because two threads are slower
/// than one if they share the quota of one core. It gets no more CPU time than its threads can use,
/// because a thread cannot use two cores.
WorkerShare worker_share(const TierSettings& tier);

}  // namespace tiersim
