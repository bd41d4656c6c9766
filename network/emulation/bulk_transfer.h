#pragma once

#include <cstdint>

#include "network/emulation/host.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// What a long transfer sends.
struct BulkTransfer {
  std::int64_t window;   ///< TCP: bytes that may be on the way
  std::int64_t warm_up;  ///< bytes before the measured ones
  std::int64_t counted;  ///< bytes that are measured
  BitsPerSecond pace;    ///< UDP: of the payload, faster than the link
  std::int64_t ahead;    ///< UDP: bytes that may be sent before their time
  Duration patience;     ///< UDP: the transfer has ended when nothing arrived for so long
};

/// The rate at which payload arrives from one host at another, by TCP. Zero if it stops to arrive
/// for 5 s.
BitsPerSecond measure_tcp_rate(const Host& from, const Host& to, const BulkTransfer& transfer);

/// The same by UDP, with datagrams that fill packets.
BitsPerSecond measure_udp_rate(const Host& from, const Host& to, const BulkTransfer& transfer);

}  // namespace tiersim
