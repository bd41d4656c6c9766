#pragma once

#include <ns3/ipv4-interface-container.h>
#include <ns3/net-device-container.h>
#include <ns3/node.h>

#include <cstdint>
#include <string>
#include <vector>

#include "network/link/segment_scale.h"

namespace tiersim {

/// Where a link is made in ns-3, and with what.
struct PacketLinkSite {
  ns3::Ptr<ns3::Node> near, far;  ///< have their internet stack
  SegmentScale scale;
  std::uint64_t seed;
  std::string name;      ///< random streams get seeds derived from `seed` and `name`
  std::int64_t& stream;  ///< the next free number of ns-3's own random streams
};

/// A link between two nodes in ns-3, without addresses. It must outlive the simulation.
class PacketLink {
 public:
  virtual ~PacketLink() = default;

  /// The device of the near end, of the far end, and then of other stations.
  virtual ns3::NetDeviceContainer devices() const = 0;

  /// The devices, as numbers among devices(), that exchange background traffic with the far end.
  virtual std::vector<std::uint32_t> background_ends() const = 0;

  /// Lets time pass until the devices can send to one another.
  virtual void associate(const ns3::Ipv4InterfaceContainer&) {}

  /// The simulation's time begins: traces begin to play.
  virtual void start() {}
};

}  // namespace tiersim
