#include "network/analytic/analytic_route.h"

#include <algorithm>
#include <cmath>

#include "network/analytic/limits.h"
#include "network/link/packet_sizes.h"
#include "network/packet/linux_defaults.h"

namespace tiersim {
namespace {

constexpr double kSegment = kTcpPayload + kTcpHeaders;
constexpr double kInitialWindow = 10;      // segments; RFC 6928
constexpr double kQuickAcknowledged = 16;  // segments; see TcpConnection

/// The time of `bytes` if every place on the way receives all of them before it sends them on.
double one_way(const Topology& topology, const std::vector<AnalyticRate>& wires,
               const std::vector<Topology::Hop>& hops, double bytes) {
  double time = 0;
  for (const Topology::Hop& hop : hops)
    time += bytes / wires[wire_number(hop)].nominal() +
            nanoseconds(topology.links[hop.link].link.delay);
  return time;
}

double loss_on(const Topology& topology, const std::vector<Topology::Hop>& hops) {
  double arrives = 1;
  for (const Topology::Hop& hop : hops) arrives *= 1 - topology.links[hop.link].link.loss.value;
  return 1 - arrives;
}

}  // namespace

AnalyticRoute analytic_route(const Topology& topology, const Transport& transport,
                             const std::vector<AnalyticRate>& wires, std::size_t from,
                             std::size_t to) {
  AnalyticRoute route;
  route.hops = topology.path(from, to);
  const auto back = topology.path(to, from);
  double jitter = 0;
  route.slowest = kNever;
  for (const Topology::Hop& hop : route.hops) {
    const Link& link = topology.links[hop.link].link;
    const AnalyticRate& wire = wires[wire_number(hop)];
    route.wires.push_back(wire_number(hop));
    route.delay += nanoseconds(link.delay);
    jitter += std::pow(nanoseconds(link.jitter), 2);
    route.slowest = std::min(route.slowest, wire.nominal());
    route.constant &= wire.constant();
    route.fair |= wire.fair();
    route.open &= wire.nominal() > 0;
  }
  route.jitter = std::sqrt(jitter);
  route.loss = loss_on(topology, route.hops);
  if (route.wires.empty() || !route.open) return route;
  for (const std::uint32_t wire : route.wires) route.further += 1 / wires[wire].nominal();
  route.further -= 1 / route.slowest;
  if (transport.protocol == Transport::Protocol::udp) {
    route.fair = true;  // senders keep to the rate of their link, so that flows share queues packet
                        // by packet
    return route;
  }

  for (const Topology::Hop& hop : back) route.open &= wires[wire_number(hop)].nominal() > 0;
  if (!route.open) return route;
  route.back = one_way(topology, wires, back, kTcpHeaders);
  route.connected =
      one_way(topology, wires, route.hops, kTcpSyn) + one_way(topology, wires, back, kTcpSyn);
  route.accepted = one_way(topology, wires, route.hops, kTcpHeaders);
  route.lost_on_connect = 1 - (1 - route.loss) * (1 - loss_on(topology, back));
  route.window.round_trip = one_way(topology, wires, route.hops, kSegment) + route.back;
  route.window.pair = kSegment / route.slowest;
  route.window.quick = kQuickAcknowledged * kSegment;
  route.window.segment = kSegment;
  route.window.loss = route.loss;
  route.window.initial = kInitialWindow * kSegment;
  route.window.limit =
      static_cast<double>(buffer_size(topology, route.hops)) * kSegment / kTcpPayload;
  return route;
}

}  // namespace tiersim
