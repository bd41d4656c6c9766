#pragma once

#include <cstdint>
#include <vector>

#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_window.h"
#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// Returns the number of the wire that a path passes at `hop`. A wire is one direction of a link:
/// link i has the wires 2 i (up) and 2 i + 1 (down).
inline std::uint32_t wire_number(const Topology::Hop& hop) {
  return static_cast<std::uint32_t>(2 * hop.link + (hop.up ? 0 : 1));
}

/// The constants of the path from one place to another in the analytic network. If nothing can
/// arrive, `open` is false, and `further` and the members that describe TCP are not set. Times in
/// ns, sizes in bytes on the wire, rates in bytes per ns.
struct AnalyticRoute {
  std::vector<Topology::Hop> hops;
  std::vector<std::uint32_t> wires;  ///< wire_number() of each hop
  AnalyticWindow::Path window;       ///< what the TCP sender needs to know of the path
  double delay{0};                   ///< mean propagation delay of the whole path
  double jitter{0};   ///< standard deviation of the propagation delay of the whole path
  double slowest{0};  ///< rate of the slowest link of the path, as AnalyticRate::nominal()
  double further{0};  ///< time of one byte on all links but the slowest, together
  double loss{0};     ///< probability that a packet in this direction is lost
  /// Time from the first SYN until the place that opens the connection may send its first message.
  /// 0 with UDP.
  double connected{0};
  double accepted{0};         ///< time from `connected` until the other end may send; 0: UDP
  double lost_on_connect{0};  ///< probability that a SYN or its answer is lost; 0 with UDP
  double back{0};             ///< time of an acknowledgement in the opposite direction; 0 with UDP
  /// Whether messages can arrive: every link that they or their acknowledgements pass has a rate
  /// above zero at some time.
  bool open{true};
  bool constant{true};  ///< whether the rates of all links are constant
  /// Whether flows share the path by max-min fairness: some queue on it serves flows in turns
  /// (fq_codel), or the protocol is UDP.
  bool fair{false};
};

/// Calculates the route from the place `from` to the place `to`, both indices of places in
/// `topology`. `wires` has the rate of each wire, at the index wire_number(). If both places are
/// the same, the route has no hops. Throws std::out_of_range if a place does not exist or no links
/// lead from `from` to `to`.
AnalyticRoute analytic_route(const Topology& topology, const Transport& transport,
                             const std::vector<AnalyticRate>& wires, std::size_t from,
                             std::size_t to);

}  // namespace tiersim
