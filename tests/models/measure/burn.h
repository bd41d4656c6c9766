#pragma once

#include <cstdint>

#include "models/measure/clocks.h"

namespace tiersim::models {

/// Uses so much CPU time. How long that takes by the wall clock is up to the machine.
inline void burn(double milliseconds) {
  const auto end = cpu_now().ns + static_cast<std::int64_t>(milliseconds * 1e6);
  while (cpu_now().ns < end) {
  }
}

}  // namespace tiersim::models
