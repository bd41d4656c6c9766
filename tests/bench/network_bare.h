#pragma once

#include <cstdint>

namespace tiersim::bench {

struct Request {
  std::int64_t up, down;  ///< sizes of the request and of its answer, in bytes
  double mbps;
  std::int64_t delay_ns;
};

/// Simulates `count` requests, one after the other over one TCP connection, with nothing but ns-3:
/// two nodes, a link, and a socket at each end. The settings are those of PacketNetwork.
void bare_ns3(const Request& request, int count);

/// Simulates `count` requests, one after the other over one link, with SimGrid: an actor at each
/// end, and a mailbox for each direction.
void simgrid(const Request& request, int count);

}  // namespace tiersim::bench
