#pragma once

#include <ctime>

#include "sim/base/measured_time.h"

namespace tiersim::models {

/// The wall time since an arbitrary start, in nanoseconds (CLOCK_MONOTONIC).
inline MeasuredTime wall_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return {now.tv_sec * 1'000'000'000LL + now.tv_nsec};
}

/// The CPU time that all threads of this process have used so far, in nanoseconds
/// (CLOCK_PROCESS_CPUTIME_ID).
inline MeasuredTime cpu_now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return {now.tv_sec * 1'000'000'000LL + now.tv_nsec};
}

}  // namespace tiersim::models
