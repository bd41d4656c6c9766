#pragma once

#include <ns3/net-device.h>
#include <ns3/node.h>
#include <ns3/packet.h>
#include <ns3/realtime-simulator-impl.h>
#include <ns3/traffic-control-layer.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "network/emulation/lag_counter.h"

namespace tiersim {

/// One end of a real-time link: joins a device of ns-3 to a TUN device.
class TunPort {
 public:
  /// `device` is on `node`, which has an internet stack. `tun` stays open.
  TunPort(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device, int tun,
          LagCounter& lag);
  TunPort(const TunPort&) = delete;
  TunPort& operator=(const TunPort&) = delete;

  int tun() const { return tun_; }

  /// Takes all packets that wait at the TUN device and gives them to ns-3, at the present time. It
  /// may run in a thread of its own.
  void take_waiting();

 private:
  using Bytes = std::vector<std::uint8_t>;

  /// A packet of the kernel enters the link.
  void enter(const std::shared_ptr<const Bytes>& bytes);
  /// A packet leaves the link.
  void leave(ns3::Ptr<ns3::NetDevice> device, ns3::Ptr<const ns3::Packet> packet,
             std::uint16_t protocol, const ns3::Address& from, const ns3::Address& to,
             ns3::NetDevice::PacketType type);
  bool is_for_ns3(const std::uint8_t* packet, std::size_t size) const;

  ns3::Ptr<ns3::Node> node_;
  ns3::Ptr<ns3::NetDevice> device_;
  ns3::Ptr<ns3::TrafficControlLayer> queue_;
  ns3::Ptr<ns3::RealtimeSimulatorImpl> clock_;
  const int tun_;
  LagCounter& lag_;
};

}  // namespace tiersim
