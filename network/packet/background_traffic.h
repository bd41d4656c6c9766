#pragma once

#include <ns3/ipv4-address.h>
#include <ns3/node.h>
#include <ns3/socket.h>

#include <cstdint>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// Sends UDP packets of equal size at equal intervals from one node to another, without end. If
/// both means `on` and `off` are given, the traffic is on and off in turns, each time for an
/// exponential time (an interrupted stream, as in W. Willinger et al., SIGCOMM 1995, with
/// exponential times). The object must outlive the simulation.
class BackgroundTraffic {
 public:
  struct Settings {
    BitsPerSecond rate;       ///< rate of the payload while the traffic is on; zero: no traffic
    Duration on{0}, off{0};   ///< means of the on and off times; always on if either is 0
    std::int64_t payload{0};  ///< payload of a packet, in bytes
    std::uint16_t port{0};    ///< UDP port of the receiver; nothing else may use it
  };

  /// Creates the sender on the node `from` and the receiver on the node `to`. `to_address` is an
  /// address of the node `to`. `seed` decides the random times. No packet leaves before start().
  BackgroundTraffic(const Settings& settings, const ns3::Ptr<ns3::Node>& from,
                    const ns3::Ptr<ns3::Node>& to, const ns3::Ipv4Address& to_address,
                    std::uint64_t seed);
  BackgroundTraffic(const BackgroundTraffic&) = delete;
  BackgroundTraffic& operator=(const BackgroundTraffic&) = delete;

  /// Starts the traffic. The first packet leaves at a random time within one interval. If the
  /// traffic is on and off in turns, it starts in the on state with the probability on / (on +
  /// off). Otherwise it starts in the off state, and the first packet leaves when that ends.
  void start();

 private:
  bool always_on() const { return settings_.on.count() <= 0 || settings_.off.count() <= 0; }
  Duration exponential(Duration mean);
  double uniform();
  void begin_on(Duration first_packet);
  void send();

  Settings settings_;
  Duration interval_{0};  ///< time between two packets
  Duration on_left_{0};   ///< time until the traffic is off
  ns3::Ptr<ns3::Socket> sender_, receiver_;
  RandomStream random_;
};

}  // namespace tiersim
