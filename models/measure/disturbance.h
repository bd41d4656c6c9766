#pragma once

#include "sim/base/measured_time.h"

namespace tiersim::models {

/// Time that this process could not use its cores.
struct Disturbance {
  /// Time that other guests of the host took from all cores together, in steps of 10 ms, since the
  /// machine started.
  /// Source: /proc/stat.
  MeasuredTime stolen;
  /// Time that the threads of this process were ready to run but another thread used the core: the
  /// sum over all threads, since the process started.
  /// Source: /proc/self/task/*/schedstat.
  MeasuredTime waited;
};

/// The totals so far. A total that the kernel does not report is zero.
Disturbance disturbance_so_far();

}  // namespace tiersim::models
