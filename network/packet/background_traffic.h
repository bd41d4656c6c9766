#pragma once

#include <ns3/ipv4-address.h>
#include <ns3/node.h>
#include <ns3/socket.h>

#include <cstdint>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// UDP packets of equal size at equal distances from one node to another, without end. If both
/// means `on` and `off` are given, the stream is on and off in turns, each for an exponential time
/// (an interrupted stream, as in W. Willinger et al., SIGCOMM 1995, with exponential times). It
/// must outlive the simulation.
class BackgroundTraffic {
 public:
  struct Settings {
    BitsPerSecond rate;  ///< of payload, while it is on; zero: there is none
    Duration on{0}, off{0};
    std::int64_t payload{0};  ///< bytes in a packet
    std::uint16_t port{0};    ///< of the receiver; nothing else uses it
  };

  BackgroundTraffic(const Settings& settings, const ns3::Ptr<ns3::Node>& from,
                    const ns3::Ptr<ns3::Node>& to, const ns3::Ipv4Address& to_address,
                    std::uint64_t seed);
  BackgroundTraffic(const BackgroundTraffic&) = delete;
  BackgroundTraffic& operator=(const BackgroundTraffic&) = delete;

  /// Begins at a random point between two packets. It begins in the on state with the probability
  /// that this state has in the long run.
  void start();

 private:
  bool always_on() const { return settings_.on.count() <= 0 || settings_.off.count() <= 0; }
  Duration exponential(Duration mean);
  double uniform();
  void begin_on(Duration first_packet);
  void send();

  Settings settings_;
  Duration interval_{0};  ///< between packets
  Duration on_left_{0};   ///< until the next silence
  ns3::Ptr<ns3::Socket> sender_, receiver_;
  RandomStream random_;
};

}  // namespace tiersim
