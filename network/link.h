#pragma once

#include "sim/quantity.h"

namespace tiersim {

/// A full-duplex wire between neighbours, the same both ways.
struct Link {
  BitsPerSecond bandwidth{100e6};
  Duration delay{0};  ///< propagation, one way
  Fraction loss{0};   ///< of packets, independently at random, each way
};

}  // namespace tiersim
