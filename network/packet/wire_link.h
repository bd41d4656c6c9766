#pragma once

#include <ns3/node.h>
#include <ns3/point-to-point-net-device.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "network/link/link.h"
#include "network/link/segment_scale.h"
#include "network/packet/rate_player.h"

namespace tiersim {

/// A point-to-point link: a device at each end, each with the queue of its direction, and a wire.
///
/// A plain link queues in the device itself, which costs least. fq_codel, a token bucket (ns-3's
/// TbfQueueDisc) or a trace's gate is a queue disc over a device that holds one packet more.
class WireLink {
 public:
  /// Random streams get seeds derived from `seed` and `name`. Throws std::invalid_argument for a
  /// direction with both a bucket and a trace.
  WireLink(const Link& link, const ns3::Ptr<ns3::Node>& near, const ns3::Ptr<ns3::Node>& far,
           const SegmentScale& scale, std::uint64_t seed, const std::string& name);

  /// The near end's and the far end's device.
  const ns3::Ptr<ns3::PointToPointNetDevice>& device(bool near) const {
    return near ? near_ : far_;
  }

  /// Begins to play the traces.
  void start();

 private:
  void join(const Link& link, std::uint64_t seed, const std::string& name);
  ns3::Ptr<ns3::PointToPointNetDevice> make_end(const Link& link, bool up,
                                                const ns3::Ptr<ns3::Node>& node,
                                                const SegmentScale& scale);

  std::vector<std::unique_ptr<RatePlayer>> players_;
  ns3::Ptr<ns3::PointToPointNetDevice> near_, far_;
};

}  // namespace tiersim
