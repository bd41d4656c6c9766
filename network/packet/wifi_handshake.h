#pragma once

#include <ns3/ipv4-interface-container.h>

#include <cstdint>

namespace tiersim {

/// Lets the access point, whose index in `interfaces` is 1, and each station in turn exchange a few
/// datagrams over UDP port `port`, and runs the simulation for that time. Each pair then has agreed
/// on block acknowledgements and knows the signal of the other. Without this, the first messages
/// would make these agreements. Their frames can collide, and in ns-3.37 an agreement can then stay
/// half open for ever, so that nothing passes between the two any more.
void shake_hands(const ns3::Ipv4InterfaceContainer& interfaces, std::uint16_t port);

}  // namespace tiersim
