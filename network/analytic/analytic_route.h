#pragma once

#include <cstdint>
#include <vector>

#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_window.h"
#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// One direction of a link, as a number.
inline std::uint32_t wire_number(const Topology::Hop& hop) {
  return static_cast<std::uint32_t>(2 * hop.link + (hop.up ? 0 : 1));
}

/// What messages from one place to another meet. Times in ns, sizes in bytes on the wire, rates in
/// bytes per ns.
struct AnalyticRoute {
  std::vector<Topology::Hop> hops;
  std::vector<std::uint32_t> wires;
  AnalyticWindow::Path window;
  double delay{0};      ///< propagation, mean
  double jitter{0};     ///< its standard deviation
  double slowest{0};    ///< rate
  double further{0};    ///< per byte of the last packet: its time on all links but the slowest
  double loss{0};       ///< of packets on the way there
  double connected{0};  ///< from a first SYN until the end that connects may send
  double accepted{0};   ///< from then until the other end may
  double lost_on_connect{0};  ///< chance that a SYN or its answer is lost
  double back{0};             ///< an acknowledgement's way home
  bool open{true};            ///< every link of it passes something, some day
  bool constant{true};        ///< at the same rates always
  bool fair{false};           ///< some queue on it serves flows in turns
};

AnalyticRoute analytic_route(const Topology& topology, const Transport& transport,
                             const std::vector<AnalyticRate>& wires, std::size_t from,
                             std::size_t to);

}  // namespace tiersim
