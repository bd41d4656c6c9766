#pragma once

#include <ns3/net-device-container.h>
#include <ns3/node-container.h>

#include <cstdint>

#include "network/link/link.h"

namespace tiersim {

/// An 802.11ac network of its own channel: the far end is its access point, the near end a station
/// at the link's distance, and the other stations sit around the access point as far away.
///
/// 80 MHz, one spatial stream, A-MPDUs up to 1 MiB, log-distance path loss (exponent 3), constant
/// positions. The rate is ns-3's IdealWifiManager's: the fastest whose error rate the signal
/// allows, which depends on the distance alone and needs no probing (Minstrel's probes would make
/// short runs differ). What is lost in the air is sent again by the stations themselves.
class WifiLink {
 public:
  /// Takes random streams from `stream` on and moves it past them. Nodes need their internet stack;
  /// the other stations are made here.
  WifiLink(const Link& link, const ns3::Ptr<ns3::Node>& near, const ns3::Ptr<ns3::Node>& far,
           std::int64_t& stream);

  /// The near end's, the far end's, then the others'.
  const ns3::NetDeviceContainer& devices() const { return devices_; }
  const ns3::NodeContainer& others() const { return others_; }

  /// Whether every station has joined the access point's network.
  bool associated() const;

 private:
  void place_nodes(const Link& link, const ns3::Ptr<ns3::Node>& near,
                   const ns3::Ptr<ns3::Node>& far) const;

  ns3::NodeContainer others_;
  ns3::NetDeviceContainer devices_;
};

}  // namespace tiersim
