#pragma once

#include <cmath>

#include "sim/base/measured_time.h"

namespace tiersim {

/// Whether inferences that used `cpu` in `wall` had more than 5 % more or less of the CPU than
/// `cpus`. Two microseconds of each are the clocks' own. On several threads nothing is held back
/// (see worker_share), and what they leave unused while they wait for each other is no fault.
inline bool missed_share(MeasuredTime cpu, MeasuredTime wall, std::size_t inferences, double cpus) {
  if (cpus > 1) return false;
  constexpr double kTolerance = 0.05, kClocksNs = 2000;
  const double due = cpus * static_cast<double>(wall.ns);
  const double error = std::abs(static_cast<double>(cpu.ns) - due);
  return error > kTolerance * due && error > kClocksNs * static_cast<double>(inferences);
}

}  // namespace tiersim
