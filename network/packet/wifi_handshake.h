#pragma once

#include <ns3/ipv4-interface-container.h>

#include <cstdint>

namespace tiersim {

/// Lets the access point (the second of the interfaces) exchange a few datagrams with each station
/// in turn. Each pair then has agreed on block acknowledgements and knows the other's signal.
/// Without this, the first messages would make these agreements. Their frames can collide, and in
/// ns-3.37 an agreement can then stay half open for ever, so that nothing passes between the two
/// any more. Runs the simulation for as long as the exchange takes.
void shake_hands(const ns3::Ipv4InterfaceContainer& interfaces, std::uint16_t port);

}  // namespace tiersim
