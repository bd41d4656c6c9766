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
  /// Nodes of the two ends; their internet stack is installed already.
  ns3::Ptr<ns3::Node> near, far;
  /// The number of packets that one segment stands for, with the sizes and rates that follow.
  SegmentScale scale;
  std::uint64_t seed;  ///< seed of the network
  /// Name of the link; its random streams get seeds derived from `seed` and `name`.
  std::string name;
  /// Next free number of ns-3's own random streams; the link adds what it uses.
  std::int64_t& stream;
};

/// Interface: a link between two nodes in ns-3, without addresses. It must outlive the simulation.
class PacketLink {
 public:
  virtual ~PacketLink() = default;

  /// Returns the network devices of the link: that of the near end, that of the far end, and then
  /// those of other stations.
  virtual ns3::NetDeviceContainer devices() const = 0;

  /// Returns which devices exchange background traffic with the far end, as indices into devices().
  virtual std::vector<std::uint32_t> background_ends() const = 0;

  /// Runs the simulated clock until the devices can send to one another. Does nothing for a wire.
  virtual void associate(const ns3::Ipv4InterfaceContainer&) {}

  /// Starts the traces of the link. Called once, when all links can send.
  virtual void start() {}
};

}  // namespace tiersim
