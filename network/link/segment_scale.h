#pragma once

#include <cmath>

#include "network/link/packet_sizes.h"
#include "network/link/transport.h"

namespace tiersim {

/// Large segments, each of which stands for several packets: fewer events, the same bytes and
/// times.
struct SegmentScale {
  int packets{1};  ///< in one segment; 1 to kMostPackets
  /// The factor of a link's rate. With it, a segment, which has headers only once, takes as long as
  /// the packets, each of which has headers.
  double rate{1};
  double bucket{1};  ///< the factor for token buckets, which count only the bytes of IP packets
  int mtu{1500};     ///< of every device, bytes

  static constexpr int kMostPackets = 44;  // 44 * 1472 + 28 bytes is below IP's 65535

  static SegmentScale of(int packets, Transport::Protocol protocol) {
    if (packets <= 1) return {};
    const bool tcp = protocol == Transport::Protocol::tcp;
    const double payload = packets * static_cast<double>(tcp ? kTcpPayload : kUdpPayload);
    const double headers = static_cast<double>(tcp ? kTcpHeaders : kUdpHeaders);
    return {packets, (payload + headers) / (payload + packets * headers),
            (payload + headers - kFraming) / (payload + packets * (headers - kFraming)),
            static_cast<int>(packets * kUdpPayload + kUdpHeaders - kFraming)};
  }

  /// A queue's length in segments.
  std::int64_t queue(std::int64_t in_packets) const { return (in_packets + packets - 1) / packets; }
};

}  // namespace tiersim
