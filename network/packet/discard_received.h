#pragma once

#include <ns3/packet.h>
#include <ns3/socket.h>

namespace tiersim {

/// An ns-3 receive callback that reads all packets of a socket and drops them. Without a socket on
/// the port, the node would answer each packet with an ICMP message.
inline void discard_received(ns3::Ptr<ns3::Socket> socket) {
  while (socket->Recv()) {
  }
}

}  // namespace tiersim
