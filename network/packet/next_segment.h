#pragma once

#include <cstdint>

namespace tiersim {

/// Counts how often ns-3's TCP asked which segment to send next (TcpTxBuffer::NextSeg()). `direct`
/// counts calls that the fast replacement in next_segment.cpp answered. `scanned` counts calls that
/// went on to ns-3's own function, which walks over all segments in flight.
struct NextSegmentCalls {
  std::uint64_t direct{0}, scanned{0};
};
/// Returns how many calls of ns-3's TcpTxBuffer::NextSeg() were answered by the fast replacement
/// (`direct`) and by ns-3's own function (`scanned`), from the start of this process until now.
const NextSegmentCalls& next_segment_calls();

/// Does nothing. A program must call it so that the linker includes next_segment.cpp, whose
/// function replaces that of ns-3. Nothing else refers to that file.
void keep_next_segment();

/// For tests only. If true, every call goes to ns-3's own function, and the fast replacement
/// answers none.
extern bool always_scan;

}  // namespace tiersim
