#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// A figure that a link should have, and the figure that real sockets had over it.
template <class Quantity>
struct Checked {
  Quantity wanted{}, measured{};
};

/// What a probe found on one link. "Up" leads away from where requests start.
struct LinkCheck {
  std::size_t link{0};              ///< its number in Topology::links
  std::string name;                 ///< of its two places: "mobile-edge"
  Checked<BitsPerSecond> up, down;  ///< payload of a long transfer, see expected_payload_rate()
  Checked<Duration> round_trip;     ///< of a small UDP datagram and its echo, median
  Checked<Fraction> loss_up, loss_down;  ///< of small UDP datagrams
  /// Why the link is not valid, with both figures and how far they are apart:
  /// "mobile-edge: rate up is 8.6 Mbps, should be 9.6 Mbps (10.4 % off)". Empty if it is valid.
  std::string problem;
};

/// How punctually ns-3 delivered packets. A link of the kernel reports no packets.
struct LinkLag {
  std::int64_t packets{0};  ///< that ns-3 delivered to a host since EmulatedNetwork::start()
  std::int64_t late{0};     ///< of these, delivered more than kLate after their time
  Duration mean{0};         ///< time by which they were late
  Duration maximum{0};      ///< the longest time by which one was late

  static constexpr Duration kLate{1'000'000};  ///< 1 ms
  Fraction late_share() const {
    return {packets > 0 ? static_cast<double>(late) / static_cast<double>(packets) : 0};
  }
};

}  // namespace tiersim
