#pragma once

#include <ns3/point-to-point-channel.h>

#include <array>
#include <cstdint>

#include "sim/base/random_streams.h"

namespace tiersim {

/// An ns-3 point-to-point channel whose delay varies. In each direction, the delay deviates from
/// its mean by a Gaussian value that is correlated in time, exp(-t / 100 ms), as if queues
/// elsewhere caused it. The deviation is an Ornstein-Uhlenbeck process, sampled when packets leave
/// (exact for any spacing: Gillespie, Phys. Rev. E 54, 2084, 1996). No delay is below zero, and no
/// packet overtakes another. The first rule raises the mean delay if the deviation is about as
/// large as the delay. The second rule raises it if the deviation changes, from one packet to the
/// next, by more than the time between them.
class JitterChannel final : public ns3::PointToPointChannel {
 public:
  static ns3::TypeId GetTypeId();

  /// Sets the standard deviation of the delay, and a seed for each direction. "Up" is the direction
  /// from the device that was attached first. Must be called before the first packet.
  void set_jitter(ns3::Time deviation, std::uint64_t up_seed, std::uint64_t down_seed);

  bool TransmitStart(ns3::Ptr<const ns3::Packet> packet, ns3::Ptr<ns3::PointToPointNetDevice> from,
                     ns3::Time serialization) override;

 private:
  struct Direction {
    RandomStream random{0};
    bool drawn{false};
    /// Current deviation of the delay, as a multiple of the standard deviation.
    double deviation{0};
    ns3::Time drawn_at, last_arrival;
  };
  ns3::Time delay_now(Direction& direction) const;

  double deviation_{0};  ///< standard deviation of the delay, in seconds
  std::array<Direction, 2> directions_;
};

}  // namespace tiersim
