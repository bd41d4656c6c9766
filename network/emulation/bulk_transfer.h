#pragma once

#include <cstdint>

#include "network/emulation/host.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// The settings of a long transfer, which measures the rate of a link in one direction. Sizes are
/// bytes of payload. The transfer sends `warm_up` + `counted` bytes.
struct BulkTransfer {
  /// TCP only: size of the receiver's buffer. It limits the bytes that are sent and not yet read.
  std::int64_t window;
  std::int64_t warm_up;  ///< bytes that arrive first and that the rate leaves out
  std::int64_t counted;  ///< bytes that follow, over which the rate is measured
  /// UDP only: the rate at which payload is sent. It must be higher than the link's rate, so that
  /// the link's queue is never empty.
  BitsPerSecond pace;
  /// UDP only: the sender may be this number of bytes ahead of `pace`, because it sends several
  /// datagrams at once.
  std::int64_t ahead;
  /// UDP only: the receiver ends the measurement when no datagram has arrived for this time.
  Duration patience;
};

/// Sends a transfer by TCP from the host `from` to the host `to`. Returns the rate at which payload
/// arrived at `to` after the warm-up. Returns zero if the connection ends early, or if no byte
/// arrives for 5 s. Throws std::system_error if the connection cannot be opened.
BitsPerSecond measure_tcp_rate(const Host& from, const Host& to, const BulkTransfer& transfer);

/// Sends a transfer by UDP from the host `from` to the host `to`, in datagrams of 1472 bytes, which
/// fill packets of 1500 bytes. Returns the rate at which payload arrived at `to`, from the end of
/// the warm-up to the last datagram that arrived. The rate is almost zero if too few datagrams
/// arrive to end the warm-up. Throws std::system_error if a socket cannot be opened.
BitsPerSecond measure_udp_rate(const Host& from, const Host& to, const BulkTransfer& transfer);

}  // namespace tiersim
