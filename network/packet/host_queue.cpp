#include "network/packet/host_queue.h"

#include <array>
#include <limits>

#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

// RFC 791: bytes 8 and 9 of the header are the time to live and the protocol. A packet that no host
// has passed on still has the first time to live, which is the same in ns-3 and in Linux.
constexpr std::uint8_t kFirstTimeToLive = 64, kTcp = 6;

bool is_own_tcp(const ns3::Packet& packet) {
  std::array<std::uint8_t, kFraming + 10> head{};
  return packet.CopyData(head.data(), head.size()) == head.size() &&
         head[kFraming + 8] == kFirstTimeToLive && head[kFraming + 9] == kTcp;
}

}  // namespace

ns3::TypeId HostQueue::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::HostQueue")
                              .SetParent<ns3::DropTailQueue<ns3::Packet>>()
                              .SetGroupName("Network")
                              .AddConstructor<HostQueue>();
  return id;
}

ns3::Ptr<HostQueue> HostQueue::make(std::uint32_t packets) {
  const auto queue = ns3::CreateObject<HostQueue>();
  queue->packets_ = packets;
  queue->SetMaxSize({ns3::QueueSizeUnit::PACKETS, std::numeric_limits<std::uint32_t>::max()});
  return queue;
}

bool HostQueue::Enqueue(ns3::Ptr<ns3::Packet> packet) {
  if (GetNPackets() < packets_ || is_own_tcp(*packet)) return DropTailQueue::Enqueue(packet);
  DropBeforeEnqueue(packet);
  return false;
}

}  // namespace tiersim
