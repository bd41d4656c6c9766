#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "network/emulation/network_namespace.h"
#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// A host that emulates one place of a topology: a network namespace with one IPv4 address, in
/// which the kernel's TCP runs. It reaches other hosts only after add_routes().
class Host {
 public:
  /// Makes the host of a place. `place` is its index in Topology::places. `buffer` is the size, in
  /// bytes, to which the kernel may grow the send buffer and the receive buffer of each TCP
  /// connection. Throws std::runtime_error if the namespace cannot be made or set up.
  Host(std::size_t place, std::uint64_t buffer);

  const NetworkNamespace& network() const { return network_; }
  const std::string& address() const { return address_; }

  /// Adds a route to each place that this host can reach over links of `topology`. TCP connections
  /// that use a route have the congestion control of `transport`. The devices of this host's links
  /// must be up. Throws std::runtime_error if a route cannot be added.
  void add_routes(const Topology& topology, const Transport& transport) const;

 private:
  std::size_t place_;
  std::string address_;
  NetworkNamespace network_;
};

/// Returns the IPv4 address of a place, such as "172.31.0.1" for place 0. A place has the same
/// address in every emulated network.
std::string host_address(std::size_t place);

/// Returns the name of the network device of a link, such as "link0". `link` is its index in
/// Topology::links. The devices at both ends of the link have this name.
std::string link_device(std::size_t link);

/// Makes a host for each place of a topology, in the order of Topology::places. The TCP buffers of
/// a host are large enough for every path that begins there. Makes no links. Throws
/// std::runtime_error if a host cannot be made.
std::vector<Host> make_hosts(const Topology& topology);

}  // namespace tiersim
