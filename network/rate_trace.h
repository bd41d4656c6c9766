#pragma once

#include <vector>

#include "sim/quantity.h"

namespace tiersim {

/// A rate that changes at given times.
struct RateTrace {
  struct Step {
    Duration start;
    BitsPerSecond rate;  ///< from then on; may be zero
  };
  std::vector<Step> steps;  ///< at least one, the first at 0, each later than the one before
  Duration period{0};       ///< begins anew after so long; 0: the last rate stays
};

}  // namespace tiersim
