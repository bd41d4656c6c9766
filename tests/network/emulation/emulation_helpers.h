#pragma once

#include <net/if.h>

#include <catch2/catch.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "network/emulation/emulated_network.h"
#include "network/emulation/emulation_limits.h"
#include "network/emulation/emulation_rights.h"
#include "network/emulation/host.h"
#include "network/emulation/kernel_link.h"
#include "network/emulation/ns3_link.h"
#include "tests/network/packet/packet_helpers.h"

namespace tiersim::test {

/// Whether this process can emulate links with `back_end` on this machine. If it cannot, prints the
/// reason to standard error; the calling test must then return.
inline bool can_emulate(LinkBackEnd back_end) {
  const std::string missing = missing_rights(back_end);
  if (!missing.empty()) std::cerr << "skipped: " << missing << '\n';
  return missing.empty();
}

/// Two emulated hosts, mobile (near()) and edge (far()), and an emulated link between them. The
/// link carries packets as soon as the constructor has returned.
class LinkedHosts {
 public:
  LinkedHosts(const Link& link, LinkBackEnd back_end)
      : topology_(one_link(link)), hosts_(make_hosts(topology_)) {
    const EmulatedLinkSite site{hosts_[0], hosts_[1], 0, "mobile-edge", 1};
    if (back_end == LinkBackEnd::kernel)
      link_ = std::make_unique<KernelLink>(site);
    else
      link_ = std::make_unique<Ns3Link>(site);
    for (const Host& host : hosts_) host.add_routes(topology_, {});
    link_->prepare(link);
    link_->begin();
  }

  const Host& near() const { return hosts_[0]; }
  const Host& far() const { return hosts_[1]; }
  EmulatedLink& link() const { return *link_; }

 private:
  Topology topology_;
  std::vector<Host> hosts_;
  std::unique_ptr<EmulatedLink> link_;
};

/// Returns the names of all network devices in the network namespace of the calling thread.
inline std::vector<std::string> devices_here() {
  std::vector<std::string> names;
  struct if_nameindex* all = if_nameindex();
  for (auto* one = all; one != nullptr && one->if_index != 0; ++one)
    names.emplace_back(one->if_name);
  if_freenameindex(all);
  return names;
}

}  // namespace tiersim::test
