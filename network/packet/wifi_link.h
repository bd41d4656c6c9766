#pragma once

#include <ns3/net-device-container.h>
#include <ns3/node-container.h>

#include <cstdint>

#include "network/link/link.h"
#include "network/packet/packet_link.h"

namespace tiersim {

/// An 802.11ac Wi-Fi network in ns-3, on a channel of its own. The far end of the link is the
/// access point. The near end is a station at some distance. The other stations are around the
/// access point at the same distance.
///
/// The channel has 80 MHz and one spatial stream, A-MPDUs have up to 1 MiB, the path loss is
/// log-distance (exponent 3), and positions are constant. ns-3's IdealWifiManager chooses the
/// fastest rate whose error rate the signal allows. It depends only on the distance and needs no
/// probing (Minstrel's probes would make short runs differ). The Wi-Fi devices themselves send lost
/// frames again.
class WifiLink final : public PacketLink {
 public:
  /// Creates the network in ns-3, and `stations` nodes for the other stations. `distance` is the
  /// distance of every station from the access point. Of `link`, only the queue and its discipline
  /// have an effect.
  WifiLink(const Link& link, Metres distance, std::int64_t stations, const PacketLinkSite& site);

  ns3::NetDeviceContainer devices() const override { return devices_; }
  std::vector<std::uint32_t> background_ends() const override;
  void associate(const ns3::Ipv4InterfaceContainer& interfaces) override;

 private:
  /// Whether every station has joined the access point's network.
  bool is_associated() const;
  void place_nodes(Metres distance, const ns3::Ptr<ns3::Node>& near,
                   const ns3::Ptr<ns3::Node>& far) const;

  ns3::NodeContainer others_;
  ns3::NetDeviceContainer devices_;
};

}  // namespace tiersim
