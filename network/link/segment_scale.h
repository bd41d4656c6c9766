#pragma once

#include <cmath>

#include "network/link/packet_sizes.h"
#include "network/link/transport.h"

namespace tiersim {

/// The sizes and rates for simulating with large segments, each of which stands for several
/// packets. Large segments need fewer events. If no packet is lost, delayed by jitter or in
/// competition with others, the bytes and times stay nearly the same.
struct SegmentScale {
  int packets{1};  ///< number of packets that one segment stands for, 1 to kMostPackets
  /// The factor by which a link's rate is multiplied. A large segment has headers only once; with
  /// this factor it takes as long as its packets, each of which has headers.
  double rate{1};
  /// The factor by which the rate of a token bucket is multiplied. With this factor the bucket lets
  /// a large segment pass in the time of its packets. It differs from `rate` because token buckets
  /// do not count the 2 bytes of framing.
  double bucket{1};
  int mtu{1500};  ///< MTU of every device, in bytes

  /// The largest number of packets in a segment.
  static constexpr int kMostPackets = 44;  // 44 * 1472 + 28 bytes is below IP's 65535

  /// Returns the factors for segments that stand for `packets` packets of this protocol each.
  static SegmentScale of(int packets, Transport::Protocol protocol) {
    if (packets <= 1) return {};
    const bool tcp = protocol == Transport::Protocol::tcp;
    const double payload = packets * static_cast<double>(tcp ? kTcpPayload : kUdpPayload);
    const double headers = static_cast<double>(tcp ? kTcpHeaders : kUdpHeaders);
    return {packets, (payload + headers) / (payload + packets * headers),
            (payload + headers - kFraming) / (payload + packets * (headers - kFraming)),
            static_cast<int>(packets * kUdpPayload + kUdpHeaders - kFraming)};
  }

  /// Converts the length `in_packets` of a queue from packets to segments, rounded up.
  std::int64_t queue(std::int64_t in_packets) const { return (in_packets + packets - 1) / packets; }
};

}  // namespace tiersim
