#pragma once

#include <ns3/net-device-container.h>
#include <ns3/node-container.h>

#include <cstdint>

#include "network/link/link.h"
#include "network/packet/packet_link.h"

namespace tiersim {

/// An 802.11ac network with a channel of its own. The far end is its access point. The near end is
/// a station at the link's distance. The other stations sit around the access point at the same
/// distance.
///
/// 80 MHz, one spatial stream, A-MPDUs up to 1 MiB, log-distance path loss (exponent 3), constant
/// positions. ns-3's IdealWifiManager chooses the rate: the fastest whose error rate the signal
/// allows. It depends only on the distance and needs no probing (Minstrel's probes would make short
/// runs differ). The stations themselves send again what is lost in the air.
class WifiLink final : public PacketLink {
 public:
  /// Also makes the nodes of the other stations.
  WifiLink(const Link& link, const PacketLinkSite& site);

  ns3::NetDeviceContainer devices() const override { return devices_; }
  std::vector<std::uint32_t> background_ends() const override;
  void associate(const ns3::Ipv4InterfaceContainer& interfaces) override;

 private:
  /// Whether every station has joined the access point's network.
  bool is_associated() const;
  void place_nodes(const Link& link, const ns3::Ptr<ns3::Node>& near,
                   const ns3::Ptr<ns3::Node>& far) const;

  ns3::NodeContainer others_;
  ns3::NetDeviceContainer devices_;
};

}  // namespace tiersim
