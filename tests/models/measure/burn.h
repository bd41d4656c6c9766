#pragma once

#include <cstdint>

#include "models/measure/clocks.h"

namespace tiersim::models {

/// Computes until this process has used `milliseconds` of CPU time more. The wall time of this
/// depends on the load of the machine.
inline void burn(double milliseconds) {
  const auto end = cpu_now().ns + static_cast<std::int64_t>(milliseconds * 1e6);
  while (cpu_now().ns < end) {
  }
}

}  // namespace tiersim::models
