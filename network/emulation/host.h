#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "network/emulation/network_namespace.h"
#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// A place as a host: a namespace with one address, the kernel's TCP and, once the links have
/// devices, routes to all other places.
class Host {
 public:
  /// `buffer` is the bytes that each end of a connection may hold. Throws std::runtime_error.
  Host(std::size_t place, std::uint64_t buffer);

  const NetworkNamespace& network() const { return network_; }
  const std::string& address() const { return address_; }

  /// Adds routes to all places that links lead to. The devices of its links must be up.
  void add_routes(const Topology& topology, const Transport& transport) const;

 private:
  std::size_t place_;
  std::string address_;
  NetworkNamespace network_;
};

/// The address of a place in all emulated networks.
std::string host_address(std::size_t place);

/// The name of a link's device, the same in both hosts.
std::string link_device(std::size_t link);

/// The hosts of a topology, by the numbers of their places.
std::vector<Host> make_hosts(const Topology& topology);

}  // namespace tiersim
