#pragma once

#include <ns3/ipv4-interface-container.h>
#include <ns3/node.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "network/link/link.h"
#include "network/packet/background_traffic.h"
#include "network/packet/packet_link.h"

namespace tiersim {

/// A link between two nodes in ns-3, with IPv4 addresses and background traffic. It must outlive
/// the simulation.
class InstalledLink {
 public:
  /// Creates the link in ns-3 between the nodes of `site`. `number` is its index in
  /// Topology::links; the addresses of its devices are 10.<number>.x.x.
  InstalledLink(const Link& link, std::size_t number, const PacketLinkSite& site);

  /// Returns the IPv4 address of the link's near end if `near` is true, otherwise that of its far
  /// end.
  ns3::Ipv4Address address(bool near) const { return interfaces_.GetAddress(near ? 0 : 1); }
  ns3::Ptr<ns3::NetDevice> device(bool near) const { return packets_->devices().Get(near ? 0 : 1); }

  /// Runs the simulated clock until the devices of a Wi-Fi link can send to one another, but for a
  /// limited time. Returns without an error if the stations are too far from the access point;
  /// their messages then never arrive. Does nothing for a wire.
  void associate() { packets_->associate(interfaces_); }

  /// Starts to change the link's rates as its rate traces say, and starts its background traffic.
  /// Must be called once, after associate().
  void start();

 private:
  /// Adds background traffic in both directions between the device with the number `end` and the
  /// far end of the link.
  void add_background(const Background& traffic, std::uint32_t end, const PacketLinkSite& site);

  std::unique_ptr<PacketLink> packets_;
  ns3::Ipv4InterfaceContainer interfaces_;  ///< addresses of PacketLink::devices()
  std::vector<std::unique_ptr<BackgroundTraffic>> background_;
};

}  // namespace tiersim
