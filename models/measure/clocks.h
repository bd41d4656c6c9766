#pragma once

#include <ctime>

#include "sim/base/measured_time.h"

namespace tiersim::models {

/// Wall time since an arbitrary start (CLOCK_MONOTONIC).
inline MeasuredTime wall_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return {now.tv_sec * 1'000'000'000LL + now.tv_nsec};
}

/// CPU time of all threads of this process (CLOCK_PROCESS_CPUTIME_ID).
inline MeasuredTime cpu_now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return {now.tv_sec * 1'000'000'000LL + now.tv_nsec};
}

}  // namespace tiersim::models
