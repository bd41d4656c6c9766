#pragma once

#include "sim/base/measured_time.h"

namespace tiersim::models {

/// Time that others took: the steal time of the whole machine, and the time that the threads of
/// this process waited for a core.
struct Disturbance {
  /// Time that other guests of the host took from all cores of this machine together (steal time),
  /// in steps of 10 ms, since the machine started.
  /// Source: /proc/stat.
  MeasuredTime stolen;
  /// Time that the threads of this process were ready to run but another thread used the core: the
  /// sum over all threads that exist now, since they started.
  /// Source: /proc/self/task/*/schedstat.
  MeasuredTime waited;
};

/// Reads `stolen` and `waited` from the kernel and returns them, as they are now. If the kernel
/// does not report one of them, that one is zero.
Disturbance disturbance_so_far();

}  // namespace tiersim::models
