#pragma once

#include "network/emulation/host.h"
#include "network/emulation/link_check.h"
#include "network/link/link.h"

namespace tiersim {

/// Measures a link between its two hosts over real sockets. Nothing else may use it, and its rates
/// must not change. `link` and `name` of the result are not set, and `problem` does not name the
/// link.
///
/// Rates are those of TCP. They are those of UDP if TCP would not fill the link: if the link loses
/// packets, has a short or fair queue, or holds more than 200 packets in flight.
///
/// A rate may be 5 % off, a round trip 5 % or 0.5 ms, whichever is more. What is random (losses,
/// jitter) may in addition be four standard errors off. Where no packet should be lost, none may.
LinkCheck probe_link(const Host& near, const Host& far, const Link& link);

}  // namespace tiersim
