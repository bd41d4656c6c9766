#include "network/emulation/tun_port.h"

#include <ns3/boolean.h>
#include <ns3/ipv4-header.h>
#include <ns3/ipv4-queue-disc-item.h>
#include <ns3/ipv4.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "sim/clock.h"

namespace tiersim {
namespace {

constexpr int kMostAtOnce = 32;  // packets, so that events are not late meanwhile
constexpr std::size_t kLargestPacket = 65'536;
constexpr std::size_t kIpHeader = 20, kIpDestination = 16;  // bytes
constexpr std::uint16_t kIpv4 = 0x0800;                     // EtherType

}  // namespace

TunPort::TunPort(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device, int tun,
                 const RealTimeScheduler& clock, LagCounter& lag)
    : node_(node),
      device_(device),
      queue_(node->GetObject<ns3::TrafficControlLayer>()),
      tun_(tun),
      clock_(clock),
      lag_(lag) {
  // ns-3's own IP stack sees the packets, too. It must not forward them.
  node->GetObject<ns3::Ipv4>()->SetAttribute("IpForward", ns3::BooleanValue(false));
  node->RegisterProtocolHandler(ns3::MakeCallback(&TunPort::leave, this), kIpv4, device);
}

void TunPort::take_waiting() {
  std::array<std::uint8_t, kLargestPacket> bytes;
  for (int i = 0; i < kMostAtOnce; ++i) {
    const ssize_t size = read(tun_, bytes.data(), bytes.size());
    if (size <= 0) return;
    if (size < static_cast<ssize_t>(kIpHeader) || bytes.front() >> 4 != 4) continue;
    const auto packet = ns3::Create<ns3::Packet>(bytes.data(), static_cast<std::uint32_t>(size));
    const Duration ahead = clock_.now() - SimClock::now().time_since_epoch();
    schedule(std::max(Duration{0}, ahead), [this, packet] { enter(packet); });
  }
}

void TunPort::enter(const ns3::Ptr<ns3::Packet>& packet) {
  ns3::Ipv4Header header;
  header.EnableChecksum();  // the kernel checks it
  packet->RemoveHeader(header);
  queue_->Send(device_,
               ns3::Create<ns3::Ipv4QueueDiscItem>(packet, device_->GetBroadcast(), kIpv4, header));
}

void TunPort::leave(ns3::Ptr<ns3::NetDevice>, ns3::Ptr<const ns3::Packet> packet, std::uint16_t,
                    const ns3::Address&, const ns3::Address&, ns3::NetDevice::PacketType) {
  std::array<std::uint8_t, kLargestPacket> bytes;
  const std::uint32_t size =
      packet->CopyData(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  if (is_for_ns3(bytes.data(), size)) return;
  lag_.count(clock_.now() - SimClock::now().time_since_epoch());
  if (write(tun_, bytes.data(), size) < 0) return;  // the kernel has no room: the packet is lost
}

/// Whether it is background traffic, which ends in ns-3.
bool TunPort::is_for_ns3(const std::uint8_t* packet, std::size_t size) const {
  if (size < kIpHeader) return true;
  const auto own = node_->GetObject<ns3::Ipv4>()->GetAddress(1, 0).GetLocal();
  return ns3::Ipv4Address::Deserialize(packet + kIpDestination) == own;
}

}  // namespace tiersim
