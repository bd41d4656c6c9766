#include "network/emulation/tun_port.h"

#include <ns3/boolean.h>
#include <ns3/ipv4-header.h>
#include <ns3/ipv4-queue-disc-item.h>
#include <ns3/ipv4.h>
#include <ns3/simulator.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace tiersim {
namespace {

constexpr std::size_t kLargestPacket = 65'536;
constexpr std::size_t kIpHeader = 20, kIpDestination = 16;  // bytes
constexpr std::uint16_t kIpv4 = 0x0800;  // EtherType

}  // namespace

TunPort::TunPort(const ns3::Ptr<ns3::Node>& node, const ns3::Ptr<ns3::NetDevice>& device, int tun,
                 LagCounter& lag)
    : node_(node),
      device_(device),
      queue_(node->GetObject<ns3::TrafficControlLayer>()),
      clock_(ns3::DynamicCast<ns3::RealtimeSimulatorImpl>(ns3::Simulator::GetImplementation())),
      tun_(tun),
      lag_(lag) {
  // ns-3's own IP stack sees the packets, too. It must not forward them.
  node->GetObject<ns3::Ipv4>()->SetAttribute("IpForward", ns3::BooleanValue(false));
  node->RegisterProtocolHandler(ns3::MakeCallback(&TunPort::leave, this), kIpv4, device);
}

// ns-3's packets share memory without locks, so that this thread makes none.
void TunPort::take_waiting() {
  std::array<std::uint8_t, kLargestPacket> packet;
  for (ssize_t size = 0; (size = read(tun_, packet.data(), packet.size())) > 0;)
    ns3::Simulator::ScheduleWithContext(
        node_->GetId(), ns3::Time(0), &TunPort::enter, this,
        std::make_shared<const Bytes>(packet.begin(), packet.begin() + size));
}

void TunPort::enter(const std::shared_ptr<const Bytes>& bytes) {
  if (bytes->size() < kIpHeader || bytes->front() >> 4 != 4) return;
  const auto packet =
      ns3::Create<ns3::Packet>(bytes->data(), static_cast<std::uint32_t>(bytes->size()));
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
  lag_.count(Duration((clock_->RealtimeNow() - ns3::Simulator::Now()).GetNanoSeconds()));
  if (write(tun_, bytes.data(), size) < 0) return;  // the kernel has no room: the packet is lost
}

/// Whether it is background traffic, which ends in ns-3.
bool TunPort::is_for_ns3(const std::uint8_t* packet, std::size_t size) const {
  if (size < kIpHeader) return true;
  const auto own = node_->GetObject<ns3::Ipv4>()->GetAddress(1, 0).GetLocal();
  return ns3::Ipv4Address::Deserialize(packet + kIpDestination) == own;
}

}  // namespace tiersim
