#pragma once

#include <cmath>

#include "sim/base/measured_time.h"

namespace tiersim {

/// Whether a process missed its CPU share in a number of inferences. `cpu` and `wall` are the CPU
/// time and the wall time of all these inferences together. `cpus` is the share: CPU seconds per
/// wall second. The share is missed if `cpu` is above or below `cpus * wall` by more than 5 %, and
/// also by more than 2 microseconds per inference, which is the error of the clocks. Returns false
/// if `cpus` is above 1: a process with several threads is not throttled, and its threads may leave
/// CPU time unused while they wait for each other.
inline bool missed_share(MeasuredTime cpu, MeasuredTime wall, std::size_t inferences, double cpus) {
  if (cpus > 1) return false;
  constexpr double kTolerance = 0.05, kClocksNs = 2000;
  const double due = cpus * static_cast<double>(wall.ns);
  const double error = std::abs(static_cast<double>(cpu.ns) - due);
  return error > kTolerance * due && error > kClocksNs * static_cast<double>(inferences);
}

}  // namespace tiersim
