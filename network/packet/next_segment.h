#pragma once

#include <cstdint>

namespace tiersim {

/// How often TCP asked what to send next. `direct` answers came at once; `scanned` ones came from
/// ns-3's own function, which walks over all segments in flight.
struct NextSegmentCalls {
  std::uint64_t direct{0}, scanned{0};
};
const NextSegmentCalls& next_segment_calls();

/// Does nothing. A program must call it so that the linker takes the file that replaces ns-3's
/// function, because nothing else refers to that file.
void keep_next_segment();

/// For tests: ns-3's own function answers every question.
extern bool always_scan;

}  // namespace tiersim
