#pragma once

#include <cstdint>

namespace tiersim::bench {

struct Request {
  std::int64_t up, down;  ///< bytes
  double mbps;
  std::int64_t delay_ns;
};

/// Requests one after the other over one TCP connection, with nothing but ns-3: two nodes, a link,
/// a socket at each end. The same settings as PacketNetwork's.
void bare_ns3(const Request& request, int count);

/// The same with SimGrid: an actor at each end, two mailboxes.
void simgrid(const Request& request, int count);

}  // namespace tiersim::bench
