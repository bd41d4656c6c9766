#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// One property of an emulated link. `wanted` is the value that the link should have. `measured` is
/// the value that was measured over it with real sockets.
template <class Quantity>
struct Checked {
  Quantity wanted{}, measured{};
};

/// The result of measuring one emulated link (probe_link()). The direction "up" leads away from
/// where requests start.
struct LinkCheck {
  std::size_t link{0};  ///< index of the link in Topology::links
  std::string name;     ///< names of the link's two places: "mobile-edge"
  /// Rates of the payload of a long transfer in each direction (expected_payload_rate()).
  Checked<BitsPerSecond> up, down;
  /// Round trip of small UDP datagrams and their echoes. `measured` is the median of many round
  /// trips.
  Checked<Duration> round_trip;
  /// Shares of small UDP datagrams that were lost in each direction.
  Checked<Fraction> loss_up, loss_down;
  /// Why the link is not valid. The text has the measured value, the wanted value and their
  /// difference: "mobile-edge: rate up is 8.6 Mbps, should be 9.6 Mbps (10.4 % off)". Empty if it
  /// is valid.
  std::string problem;
};

/// How late ns-3 delivered packets over emulated links: the delays after the times at which the
/// packets arrive in the simulation. Links of the kernel have no such figures; `packets` is then 0.
struct LinkLag {
  /// Packets that ns-3 delivered to a host since EmulatedNetwork::start() or probe().
  std::int64_t packets{0};
  std::int64_t late{0};  ///< packets that were delivered more than kLate too late
  Duration mean{0};      ///< mean time by which the packets were late
  Duration maximum{0};   ///< the longest time by which a packet was late

  static constexpr Duration kLate{1'000'000};  ///< 1 ms
  /// The share of the packets that were delivered more than kLate too late.
  Fraction late_share() const {
    return {packets > 0 ? static_cast<double>(late) / static_cast<double>(packets) : 0};
  }
};

}  // namespace tiersim
