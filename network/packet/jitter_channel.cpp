#include "network/packet/jitter_channel.h"

#include <ns3/node.h>
#include <ns3/packet.h>
#include <ns3/point-to-point-net-device.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace tiersim {

constexpr double kCorrelationTime = 0.1;  // seconds

ns3::TypeId JitterChannel::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::JitterChannel")
                              .SetParent<ns3::PointToPointChannel>()
                              .SetGroupName("PointToPoint")
                              .AddConstructor<JitterChannel>();
  return id;
}

void JitterChannel::set_jitter(ns3::Time deviation, std::uint64_t up_seed,
                               std::uint64_t down_seed) {
  deviation_ = deviation.GetSeconds();
  directions_[0].random = RandomStream(up_seed);
  directions_[1].random = RandomStream(down_seed);
}

ns3::Time JitterChannel::delay_now(Direction& direction) const {
  const ns3::Time now = ns3::Simulator::Now();
  const double kept =
      direction.drawn ? std::exp(-(now - direction.drawn_at).GetSeconds() / kCorrelationTime) : 0;
  boost::random::normal_distribution<double> normal;
  direction.deviation =
      kept * direction.deviation + std::sqrt(1 - kept * kept) * normal(direction.random.engine());
  direction.drawn = true;
  direction.drawn_at = now;
  return std::max(ns3::Time(0), GetDelay() + ns3::Seconds(deviation_ * direction.deviation));
}

bool JitterChannel::TransmitStart(ns3::Ptr<const ns3::Packet> packet,
                                  ns3::Ptr<ns3::PointToPointNetDevice> from,
                                  ns3::Time serialization) {
  const std::uint32_t number = from == GetSource(0) ? 0 : 1;
  const ns3::Ptr<ns3::PointToPointNetDevice> to = GetDestination(number);
  Direction& direction = directions_[number];
  const ns3::Time now = ns3::Simulator::Now();
  direction.last_arrival =
      std::max(direction.last_arrival, now + serialization + delay_now(direction));
  ns3::Simulator::ScheduleWithContext(to->GetNode()->GetId(), direction.last_arrival - now,
                                      &ns3::PointToPointNetDevice::Receive, to, packet->Copy());
  return true;
}

}  // namespace tiersim
