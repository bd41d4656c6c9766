#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "network/link/transport.h"

namespace tiersim {

/// The rate of a long transfer's payload over a link whose rate stays. Of each packet of 1500 bytes
/// of IP and 2 of framing, TCP carries 1448 bytes and UDP 1472. The rate of a token bucket counts
/// the bytes of IP alone. Of UDP's datagrams the share that is not lost arrives.
BitsPerSecond expected_payload_rate(const Link& link, bool up, Transport::Protocol protocol);

/// The time of a UDP datagram of `payload` bytes and its echo over an idle link: transmission and
/// propagation, both ways, as the packet network has them.
Duration expected_round_trip(const Link& link, std::int64_t payload);

/// The standard error of the lost share of `packets` packets in a row, if losses come in runs as
/// long as the link's.
double standard_error_of_loss(const Link& link, std::int64_t packets);

/// The standard error of a mean delay, one way, that was observed for so long.
Duration standard_error_of_delay(const Link& link, Duration observed);

}  // namespace tiersim
