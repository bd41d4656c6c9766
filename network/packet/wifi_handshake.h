#pragma once

#include <ns3/ipv4-interface-container.h>

#include <cstdint>

namespace tiersim {

/// Lets the access point (the second of the interfaces) and each station in turn exchange a few
/// datagrams: they agree on block acknowledgements and learn each other's signal, one pair at a
/// time. Left to the first messages, an agreement whose frames collide can stay half open for ever
/// in ns-3.37, and nothing passes between the two any more. Runs the simulation for as long as it
/// takes.
void shake_hands(const ns3::Ipv4InterfaceContainer& interfaces, std::uint16_t port);

}  // namespace tiersim
