#pragma once

#include <ns3/ipv4-interface-container.h>
#include <ns3/net-device-container.h>
#include <ns3/node.h>

#include <cstdint>
#include <string>
#include <vector>

#include "network/link/segment_scale.h"

namespace tiersim {

/// What a link needs to create itself in ns-3: its two nodes, the size of segments and its random
/// streams.
struct PacketLinkSite {
  /// `near` is the node at the near end of the link, `far` the node at its far end. ns-3's internet
  /// stack is already installed on both.
  ns3::Ptr<ns3::Node> near, far;
  /// How many packets one segment stands for, and the factors for rates and the MTU that follow
  /// from that number.
  SegmentScale scale;
  std::uint64_t seed;  ///< seed from which all random numbers of the network are derived
  /// Name of the link; its random streams get seeds derived from `seed` and `name`.
  std::string name;
  /// The next free number of ns-3's own random streams. A link that uses some streams raises it by
  /// their number.
  std::int64_t& stream;
};

/// Interface: a link between two nodes in ns-3, without addresses. It must outlive the simulation.
class PacketLink {
 public:
  virtual ~PacketLink() = default;

  /// Returns the network devices of the link: that of the near end, that of the far end, and then
  /// those of other stations.
  virtual ns3::NetDeviceContainer devices() const = 0;

  /// Returns the indices in devices() of the devices that exchange background traffic with the
  /// device of the far end.
  virtual std::vector<std::uint32_t> background_ends() const = 0;

  /// Runs the simulated clock until the devices can send to one another. `interfaces` are the
  /// addresses of devices(), in the same order. Does nothing for a wire. Gives up after some time
  /// if stations of a Wi-Fi link cannot join.
  virtual void associate(const ns3::Ipv4InterfaceContainer&) {}

  /// Starts to change the link's rates as its rate traces say. Does nothing for a link without
  /// traces. It is called once, when all links of the network can send.
  virtual void start() {}
};

}  // namespace tiersim
