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

/// The constants of the way from one place to another. Times in ns, sizes in bytes on the wire,
/// rates in bytes per ns.
struct AnalyticRoute {
  std::vector<Topology::Hop> hops;
  std::vector<std::uint32_t> wires;
  AnalyticWindow::Path window;
  double delay{0};            ///< propagation, mean
  double jitter{0};           ///< its standard deviation
  double slowest{0};          ///< rate of the slowest link
  double further{0};          ///< time of a byte of the last packet on all links but the slowest
  double loss{0};             ///< of packets on the way there
  double connected{0};        ///< from the first SYN until the end that connects may send
  double accepted{0};         ///< from then until the other end may send
  double lost_on_connect{0};  ///< chance that a SYN or its answer is lost
  double back{0};             ///< time of an acknowledgement on its way back
  bool open{true};            ///< every link passes something at some time
  bool constant{true};        ///< the rates of all links are constant
  bool fair{false};           ///< some queue on the way serves flows in turns
};

AnalyticRoute analytic_route(const Topology& topology, const Transport& transport,
                             const std::vector<AnalyticRate>& wires, std::size_t from,
                             std::size_t to);

}  // namespace tiersim
