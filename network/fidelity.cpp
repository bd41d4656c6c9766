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
constexpr int kFirstWindow = 10;  // packets; a cold segment has to divide it
// ns on the wire. A round trip that grows by so much from one segment to the next stays well below
// the sender's least time-out of 200 ms. A longer one would make the sender send segments twice.
constexpr double kLongestSegment = 50e6;
constexpr double kPacket = kTcpPayload + kTcpHeaders;

/// Bytes on the wire of a message of `size` in segments of so many packets, at the link's own rate.
/// A segment has headers only once, but the link is slowed down as if each packet had them.
double wire_bytes(std::int64_t size, int packets) {
  const std::int64_t payload = packets * kTcpPayload;
  const std::int64_t segments = (size + payload - 1) / payload;
  return static_cast<double>(size + segments * kTcpHeaders) /
         SegmentScale::of(packets, Transport::Protocol::tcp).rate;
}

/// The time of a message in packets (in ns), and the change that segments are expected to make.
struct Expected {
  double time, change;
};

Expected warm(const AnalyticRoute& route, std::int64_t size, int packets) {
  const double whole = wire_bytes(size, 1);
  // Each further link must receive the whole segment before it passes it on.
  const double unit = std::min(packets * kPacket, whole), packet = std::min(kPacket, whole);
  const double change =
      std::abs(wire_bytes(size, packets) - whole) / route.slowest + (unit - packet) * route.further;
  return {whole / route.slowest + packet * route.further + route.delay, change};
}

/// When the last byte of a cold message leaves, if its connection is open at time zero.
double all_left(const AnalyticWindow::Path& path, double bytes, double rate) {
  AnalyticWindow window(path);
  window.resume(0, 0);
  window.send(bytes, rate);
  return window.time();
}

/// Rounds of slow start wait for a whole segment and its acknowledgement instead of a packet.
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

/// Whether a burst may overflow a queue on the way. What is lost then depends on every packet. The
/// sender's own queue never drops TCP.
bool overflows(const AnalyticRoute& route, const Traffic& traffic) {
  if (route.hops.size() < 2) return false;
  const double burst = std::min(route.window.limit, wire_bytes(traffic.largest.value, 1));
  return burst > static_cast<double>(Link::kHostQueue) * kPacket;
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

/// The routes between all places that links join.
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
      } catch (const std::out_of_range&) {  // no links lead there
      }
    }
  return routes;
}

int coarse_packets(const Topology& topology, const Transport& transport, const Traffic& traffic) {
  if (traffic.contended || transport.protocol != Transport::Protocol::tcp) return 1;
  for (const TopologyLink& joined : topology.links)
    if (joined.link.kind->needs_packets(joined.link)) return 1;
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

}  // namespace

int packets_per_segment(Fidelity fidelity, const Topology& topology, const Transport& transport,
                        const Traffic& traffic) {
  switch (fidelity) {
    case Fidelity::analytic:
      return 0;
    case Fidelity::coarse:
      return coarse_packets(topology, transport, traffic);
    case Fidelity::packet:
      break;
  }
  return 1;
}

std::unique_ptr<NetworkModel> make_network(Fidelity fidelity, const Topology& topology,
                                           const Transport& transport, int packets_per_segment,
                                           std::uint64_t seed) {
  if (fidelity == Fidelity::analytic)
    return std::make_unique<AnalyticNetwork>(topology, transport, seed);
  return std::make_unique<PacketNetwork>(topology, transport, seed, packets_per_segment);
}

}  // namespace tiersim
