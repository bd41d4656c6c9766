#pragma once

#include <cstdint>

namespace tiersim {

/// How often TCP asked what to send next: what was answered at once, and what by ns-3's walk over
/// all that is in flight.
struct NextSegmentCalls {
  std::uint64_t direct{0}, scanned{0};
};
const NextSegmentCalls& next_segment_calls();

/// Does nothing. A program that calls it is linked with the file that takes the place of ns-3's
/// function; nothing else refers to that file.
void keep_next_segment();

/// For tests: leaves every question to ns-3.
extern bool always_scan;

}  // namespace tiersim
