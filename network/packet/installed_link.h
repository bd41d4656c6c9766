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

/// A link between two nodes, its addresses and its background traffic. It must outlive the
/// simulation.
class InstalledLink {
 public:
  /// `number` is the link's in the topology.
  InstalledLink(const Link& link, std::size_t number, const PacketLinkSite& site);

  ns3::Ipv4Address address(bool near) const { return interfaces_.GetAddress(near ? 0 : 1); }

  /// Runs the simulated clock until the devices can send to one another, for a limited time. It
  /// returns without an error if Wi-Fi stations are too far apart: messages then never arrive.
  void associate() { packets_->associate(interfaces_); }

  /// Begins to play traces and to send background traffic.
  void start();

 private:
  /// Both ways between the device with this number and the far end.
  void add_background(const Background& traffic, std::uint32_t end, const PacketLinkSite& site);

  std::unique_ptr<PacketLink> packets_;
  ns3::Ipv4InterfaceContainer interfaces_;  ///< of PacketLink::devices()
  std::vector<std::unique_ptr<BackgroundTraffic>> background_;
};

}  // namespace tiersim
