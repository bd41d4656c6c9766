#pragma once

#include <ns3/drop-tail-queue.h>
#include <ns3/packet.h>

#include <cstdint>

namespace tiersim {

/// The queue of a host's network device. If it is full, it drops packets, except TCP packets of the
/// host itself. Linux keeps these in the socket until there is room (TCP small queues;
/// tcp_small_queue_check() in net/ipv4/tcp_output.c). ns-3's TCP does not, so it would overflow its
/// own queue whenever it sends a window of more than a thousand packets at once.
class HostQueue final : public ns3::DropTailQueue<ns3::Packet> {
 public:
  static ns3::TypeId GetTypeId();
  /// Makes a queue that is full when it holds this number of packets.
  static ns3::Ptr<HostQueue> make(std::uint32_t packets);

  bool Enqueue(ns3::Ptr<ns3::Packet> packet) override;

 private:
  std::uint32_t packets_{1000};
};

}  // namespace tiersim
