#pragma once

#include <ns3/packet.h>
#include <ns3/socket.h>

namespace tiersim {

/// A receive callback that reads and drops every packet. A port without a socket would answer each
/// packet with an ICMP message.
inline void discard_received(ns3::Ptr<ns3::Socket> socket) {
  while (socket->Recv()) {
  }
}

}  // namespace tiersim
