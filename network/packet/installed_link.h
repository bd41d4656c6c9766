#pragma once

#include <ns3/ipv4-interface-container.h>
#include <ns3/node.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "network/link/link.h"
#include "network/link/segment_scale.h"
#include "network/packet/background_traffic.h"
#include "network/packet/wifi_link.h"
#include "network/packet/wire_link.h"

namespace tiersim {

/// A link between two nodes, its addresses and what else passes it. Has to outlive the simulation.
class InstalledLink {
 public:
  /// `number` is the link's in the topology. ns-3's own random streams are taken from `stream` on.
  InstalledLink(const Link& link, std::size_t number, const ns3::Ptr<ns3::Node>& near,
                const ns3::Ptr<ns3::Node>& far, const SegmentScale& scale, std::uint64_t seed,
                std::int64_t& stream);

  ns3::Ipv4Address address(bool near) const { return interfaces_.GetAddress(near ? 0 : 1); }

  /// Lets time pass until Wi-Fi stations have joined their network and know their access point;
  /// those too far away never do.
  void associate();

  /// Begins to play traces and to send background traffic.
  void start();

 private:
  /// Both ways between the node at `near` among the addresses and the far end.
  void add_background(const Link& link, std::uint32_t near, const SegmentScale& scale,
                      std::uint64_t seed, const std::string& name);

  std::unique_ptr<WireLink> wire_;
  std::unique_ptr<WifiLink> wifi_;
  ns3::Ipv4InterfaceContainer interfaces_;  ///< near, far, then Wi-Fi's other stations
  std::vector<std::unique_ptr<BackgroundTraffic>> background_;
};

}  // namespace tiersim
