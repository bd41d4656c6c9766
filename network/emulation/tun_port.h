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

/// One end of a real-time link. It moves packets between a TUN device and a simulated device of
/// ns-3, in both directions.
class TunPort {
 public:
  /// `device` is a device of `node`, which must have an internet stack. `tun` is the file
  /// descriptor of the TUN device. It must not block, and must stay open as long as this object.
  /// `clock` tells the real time. `lag` counts how late packets are written to the TUN device.
  TunPort(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device, int tun,
          const RealTimeScheduler& clock, LagCounter& lag);
  TunPort(const TunPort&) = delete;
  TunPort& operator=(const TunPort&) = delete;

  /// Reads up to 32 packets that wait at the TUN device, and lets them enter the simulated link at
  /// the present real time. Drops packets that are not IPv4. Never waits.
  void take_waiting();

 private:
  /// Puts a packet from the TUN device into the queue of the simulated link.
  void enter(const ns3::Ptr<ns3::Packet>& packet);
  /// Takes a packet that has passed the simulated link. Writes it to the TUN device, unless it is
  /// background traffic, which ends in ns-3.
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
