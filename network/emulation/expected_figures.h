#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "network/link/transport.h"

namespace tiersim {

/// Returns the rate at which the payload of a long transfer should arrive over `link` in one
/// direction, at the constant rate LinkKind::long_run_rate(). `up` selects the direction away from
/// where requests start. Each packet has 1500 bytes of IP and 2 bytes of framing. Of these, 1448
/// bytes are payload with TCP and 1472 bytes with UDP. The rate of a link with a token bucket
/// counts only the 1500 bytes of IP. With UDP, the share of packets that the link loses is
/// subtracted.
BitsPerSecond expected_payload_rate(const Link& link, bool up, Transport::Protocol protocol);

/// Returns the round trip of a UDP datagram with `payload` bytes and of its echo, which has the
/// same size, over an idle link. It is the sum of transmission and propagation in both directions,
/// calculated as for the simulated packet network.
Duration expected_round_trip(const Link& link, std::int64_t payload);

/// Returns the standard error of the lost share that is measured on `packets` consecutive packets,
/// as a fraction from 0 to 1. It takes into account that losses come in bursts (Link::loss_burst).
/// It is 0 if the link loses no packet or every packet.
double standard_error_of_loss(const Link& link, std::int64_t packets);

/// Returns the standard error of a one-way mean delay that is measured over the time `observed`. It
/// results from the link's jitter.
Duration standard_error_of_delay(const Link& link, Duration observed);

}  // namespace tiersim
