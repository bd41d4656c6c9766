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

/// A point-to-point link: a device at each end, each with the queue of its direction, and a wire.
///
/// In a plain link, packets wait in the device itself, which costs least time. fq_codel, a token
/// bucket (ns-3's TbfQueueDisc) and a trace's gate are queue discs over a device that holds one
/// packet more.
class WireLink final : public PacketLink {
 public:
  /// Throws std::invalid_argument for a direction with both a bucket and a trace.
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
