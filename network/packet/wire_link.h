#pragma once

#include <ns3/node.h>
#include <ns3/point-to-point-net-device.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "network/link/link.h"
#include "network/packet/packet_link.h"
#include "network/packet/rate_player.h"

namespace tiersim {

/// A point-to-point link in ns-3: a channel with a device at each end, and a queue for each
/// direction.
///
/// Usually, packets wait in the device itself, because that takes the least time to simulate. With
/// fq_codel, a token bucket (ns-3's TbfQueueDisc) or a trace (GateQueueDisc), they wait in a queue
/// disc instead; the device then holds only one more packet.
class WireLink final : public PacketLink {
 public:
  /// Creates the link in ns-3 between the nodes of `site`. A direction without a trace whose rate
  /// is zero loses all its packets. Throws std::invalid_argument if a direction has both a token
  /// bucket and a trace.
  WireLink(const Link& link, const PacketLinkSite& site);

  ns3::NetDeviceContainer devices() const override;
  std::vector<std::uint32_t> background_ends() const override { return {0}; }
  void start() override;

 private:
  void join(const Link& link, std::uint64_t seed, const std::string& name);
  ns3::Ptr<ns3::PointToPointNetDevice> make_end(const Link& link, bool up,
                                                const ns3::Ptr<ns3::Node>& node,
                                                const SegmentScale& scale);

  std::vector<std::unique_ptr<RatePlayer>> players_;
  ns3::Ptr<ns3::PointToPointNetDevice> near_, far_;
};

}  // namespace tiersim
