#pragma once

#include <ns3/net-device.h>
#include <ns3/node.h>
#include <ns3/packet.h>
#include <ns3/traffic-control-layer.h>

#include <cstddef>
#include <cstdint>

#include "network/emulation/lag_counter.h"
#include "network/emulation/real_time_scheduler.h"

namespace tiersim {

/// One end of a real-time link: joins a device of ns-3 to a TUN device.
class TunPort {
 public:
  /// `device` is on `node`, which has an internet stack. `tun` stays open, and is not blocking.
  TunPort(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device, int tun,
          const RealTimeScheduler& clock, LagCounter& lag);
  TunPort(const TunPort&) = delete;
  TunPort& operator=(const TunPort&) = delete;

  /// Reads packets that wait at the TUN device. They enter the link at the present real time.
  void take_waiting();

 private:
  /// A packet enters the link.
  void enter(const ns3::Ptr<ns3::Packet>& packet);
  /// A packet leaves the link.
  void leave(ns3::Ptr<ns3::NetDevice> device, ns3::Ptr<const ns3::Packet> packet,
             std::uint16_t protocol, const ns3::Address& from, const ns3::Address& to,
             ns3::NetDevice::PacketType type);
  bool is_for_ns3(const std::uint8_t* packet, std::size_t size) const;

  ns3::Ptr<ns3::Node> node_;
  ns3::Ptr<ns3::NetDevice> device_;
  ns3::Ptr<ns3::TrafficControlLayer> queue_;
  const int tun_;
  const RealTimeScheduler& clock_;
  LagCounter& lag_;
};

}  // namespace tiersim
