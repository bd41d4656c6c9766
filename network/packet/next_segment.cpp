// Replaces ns-3's TcpTxBuffer::NextSeg(). libns3-internet calls that function through its procedure
// linkage table, so that the definition in this program runs. ns-3's own walks over all segments in
// flight for each packet that is sent, which takes two thirds of the time at 1 Gbps and 50 ms.

#include "network/packet/next_segment.h"

#include <dlfcn.h>
#include <ns3/tcp-tx-buffer.h>

#include <algorithm>
#include <stdexcept>

namespace tiersim {
namespace {

using NextSeg = bool (*)(const ns3::TcpTxBuffer*, ns3::SequenceNumber32*, ns3::SequenceNumber32*,
                         bool);

NextSegmentCalls calls;

/// ns-3's own function: the next one of this name that the dynamic linker knows.
NextSeg library_version() {
  void* const symbol =
      dlsym(RTLD_NEXT, "_ZNK3ns311TcpTxBuffer7NextSegEPNS_14SequenceNumberIjiEES3_b");
  if (!symbol) throw std::runtime_error("libns3-internet has no TcpTxBuffer::NextSeg()");
  return reinterpret_cast<NextSeg>(symbol);
}

}  // namespace

const NextSegmentCalls& next_segment_calls() { return calls; }
void keep_next_segment() {}
bool always_scan = false;

}  // namespace tiersim

namespace ns3 {

/// RFC 6675, section 4, NextSeg(). Rule 1 needs a segment that is marked lost, rules 3 and 4 need a
/// recovery. Without both, only rule 2 is left: one segment of new data within the receiver's
/// window.
bool TcpTxBuffer::NextSeg(SequenceNumber32* seq, SequenceNumber32* seq_high,
                          bool is_recovery) const {
  if (is_recovery || m_lostOut > 0 || tiersim::always_scan) {
    static const tiersim::NextSeg scan = tiersim::library_version();
    ++tiersim::calls.scanned;
    // If the receiver's window is full, ns-3's function returns a segment without bytes, and ns-3
    // crashes when it sends that.
    return scan(this, seq, seq_high, is_recovery) && *seq_high > *seq;
  }
  ++tiersim::calls.direct;
  const std::uint32_t window = m_rWndCallback();
  if (m_size == m_sentSize || m_sentSize >= window) return false;
  const SequenceNumber32 first = m_firstByteSeq;
  *seq = first + static_cast<std::int32_t>(m_sentSize);
  *seq_high = *seq + static_cast<std::int32_t>(std::min(m_segmentSize, window - m_sentSize));
  return true;
}

}  // namespace ns3
