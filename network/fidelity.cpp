#include "network/fidelity.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "network/analytic/analytic_network.h"
#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_route.h"
#include "network/analytic/analytic_window.h"
#include "network/link/packet_sizes.h"
#include "network/link/segment_scale.h"
#include "network/packet/packet_network.h"

namespace tiersim {
namespace {

constexpr double kWarmError = 0.005, kColdError = 0.015;
constexpr int kFirstWindow = 10;            // packets; a cold segment has to divide it
constexpr std::int64_t kLinuxQueue = 1000;  // packets, Linux's txqueuelen
// ns on the wire: a round trip that grows by that from one segment to the next stays well below the
// sender's least time-out of 200 ms, which would else send segments twice.
constexpr double kLongestSegment = 50e6;
constexpr double kPacket = kTcpPayload + kTcpHeaders;

bool packets_matter(const Link& link) {
  return link.kind != Link::Kind::wire || link.loss.value > 0 || link.jitter.count() > 0 ||
         link.discipline != Link::Discipline::fifo || link.queue < kLinuxQueue || link.burst ||
         link.up_trace || link.down_trace || link.background.up.value > 0 ||
         link.background.down.value > 0 || link.up.value <= 0 || link.down.value <= 0;
}

/// Bytes on the wire that `size` takes in segments of so many packets, in terms of the link's own
/// rate: a segment has one set of headers, and the link is slowed down as if it had all of them.
double wire_bytes(std::int64_t size, int packets) {
  const std::int64_t payload = packets * kTcpPayload;
  const std::int64_t segments = (size + payload - 1) / payload;
  return static_cast<double>(size + segments * kTcpHeaders) /
         SegmentScale::of(packets, Transport::Protocol::tcp).rate;
}

/// How long a message takes in packets (in ns), and by how much segments are expected to change
/// that.
struct Expected {
  double time, change;
};

Expected warm(const AnalyticRoute& route, std::int64_t size, int packets) {
  const double whole = wire_bytes(size, 1);
  // Each further link has to receive a segment whole before it passes it on.
  const double unit = std::min(packets * kPacket, whole), packet = std::min(kPacket, whole);
  const double change =
      std::abs(wire_bytes(size, packets) - whole) / route.slowest + (unit - packet) * route.further;
  return {whole / route.slowest + packet * route.further + route.delay, change};
}

/// When the last byte of a cold message leaves, its connection open.
double all_left(const AnalyticWindow::Path& path, double bytes, double rate) {
  AnalyticWindow window(path);
  window.resume(0, 0);
  window.send(bytes, rate);
  return window.time();
}

/// Cold, rounds of slow start wait for a segment and its acknowledgement, not for a packet's.
Expected cold(const AnalyticRoute& route, std::int64_t size, int packets) {
  Expected expected = warm(route, size, packets);
  const double bytes = wire_bytes(size, 1);
  const double in_packets = all_left(route.window, bytes, route.slowest);
  AnalyticWindow::Path path = route.window;
  path.pair = 0;  // every segment is acknowledged
  path.round_trip += (packets - 1) * kPacket * (1 / route.slowest + route.further);
  expected.change += std::abs(all_left(path, bytes, route.slowest) - in_packets);
  expected.time += route.connected + in_packets - bytes / route.slowest;
  return expected;
}

/// Whether a burst may overflow a queue on the way: what is lost then depends on every packet. The
/// sender's own queue takes what TCP has.
bool overflows(const AnalyticRoute& route, const Traffic& traffic) {
  if (route.hops.size() < 2) return false;
  const double burst = std::min(route.window.limit, wire_bytes(traffic.largest.value, 1));
  return burst > static_cast<double>(kLinuxQueue) * kPacket;
}

bool holds(const AnalyticRoute& route, const Traffic& traffic, int packets) {
  if (packets * kPacket > kLongestSegment * route.slowest) return false;
  for (const Bytes size : {traffic.smallest, traffic.largest}) {
    const Expected expected =
        traffic.cold ? cold(route, size.value, packets) : warm(route, size.value, packets);
    if (expected.change > expected.time * (traffic.cold ? kColdError : kWarmError)) return false;
  }
  return true;
}

/// The ways between all places that links join.
std::vector<AnalyticRoute> all_routes(const Topology& topology, const Transport& transport) {
  std::vector<AnalyticRate> wires;
  for (const TopologyLink& joined : topology.links)
    for (const bool up : {true, false}) wires.emplace_back(joined.link, up, 0);
  std::vector<AnalyticRoute> routes;
  for (std::size_t from = 0; from < topology.places.size(); ++from)
    for (std::size_t to = 0; to < topology.places.size(); ++to) {
      if (from == to) continue;
      try {
        routes.push_back(analytic_route(topology, transport, wires, from, to));
      } catch (const std::out_of_range&) {  // no way leads there
      }
    }
  return routes;
}

}  // namespace

int packets_per_segment(const Topology& topology, const Transport& transport,
                        const Traffic& traffic) {
  if (traffic.contended || transport.protocol != Transport::Protocol::tcp) return 1;
  for (const TopologyLink& joined : topology.links)
    if (packets_matter(joined.link)) return 1;
  const std::vector<AnalyticRoute> routes = all_routes(topology, transport);
  for (const AnalyticRoute& route : routes)
    if (overflows(route, traffic)) return 1;
  for (int packets = SegmentScale::kMostPackets; packets > 1; --packets) {
    if (traffic.cold && kFirstWindow % packets != 0) continue;
    if (std::all_of(routes.begin(), routes.end(),
                    [&](const AnalyticRoute& route) { return holds(route, traffic, packets); }))
      return packets;
  }
  return 1;
}

std::unique_ptr<NetworkModel> make_network(Fidelity fidelity, const Topology& topology,
                                           const Transport& transport, const Traffic& traffic,
                                           std::uint64_t seed) {
  if (fidelity == Fidelity::analytic)
    return std::make_unique<AnalyticNetwork>(topology, transport, seed);
  const int packets =
      fidelity == Fidelity::coarse ? packets_per_segment(topology, transport, traffic) : 1;
  return std::make_unique<PacketNetwork>(topology, transport, seed, packets);
}

}  // namespace tiersim
