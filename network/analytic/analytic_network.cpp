#include "network/analytic/analytic_network.h"

#include <fmt/format.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "network/analytic/analytic_flows.h"
#include "network/link/packet_sizes.h"
#include "network/link/path_time.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

constexpr double kSynTimeout = 1e9;  // ns; RFC 6298
constexpr double kTimeout = 200e6;   // ns; Linux's least; the round trip is added

std::vector<AnalyticRate> wires_of(const Topology& topology, std::uint64_t seed) {
  std::vector<AnalyticRate> wires;
  for (std::size_t i = 0; i < topology.links.size(); ++i) {
    const TopologyLink& joined = topology.links[i];
    if (!joined.link.kind->has_closed_form())
      throw std::invalid_argument(
          fmt::format("the {} link between {} and {} needs packets", joined.link.kind->title(),
                      topology.places.at(joined.near), topology.places.at(joined.far)));
    for (const bool up : {true, false})
      wires.emplace_back(joined.link, up,
                         derive_seed(seed, fmt::format("background {} {}", i, up)));
  }
  return wires;
}

Duration duration(double ns) { return Duration(std::llround(ns)); }

}  // namespace

class AnalyticNetwork::Impl {
 public:
  Impl(const Topology& topology, const Transport& transport, std::uint64_t seed)
      : topology_(topology),
        transport_(transport),
        flows_(wires_of(topology, seed)),
        routes_(topology.places.size() * topology.places.size()),
        random_(derive_seed(seed, "analytic network")) {}

  ~Impl() { ns3::Simulator::Destroy(); }

  const Topology& topology() const { return topology_; }

  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) {
    if (message.size.value <= 0) throw std::invalid_argument("a message carries at least one byte");
    const AnalyticRoute& way = route(message.from, message.to);
    if (way.hops.empty()) throw std::invalid_argument("a message goes from one place to another");
    if (!way.open) return;
    const SimTime now = SimClock::now();
    Connection& over = connection(message, now);
    const bool forward = message.from == over.opener;
    const SimTime ready = forward ? over.connected : over.accepted;
    AnalyticTransit transit;
    transit.delivered = std::move(delivered);
    transit.least =
        path_time(topology_, way.hops, message.size, transport_.protocol, now.time_since_epoch());
    transit.sent = now;
    transit.connect = std::max(Duration{0}, ready - now);
    transit.flow = forward ? &over.up : &over.down;
    const bool tcp = transport_.protocol == Transport::Protocol::tcp;
    const std::int64_t payload = tcp ? kTcpPayload : kUdpPayload,
                       headers = tcp ? kTcpHeaders : kUdpHeaders;
    const std::int64_t packets = (message.size.value + payload - 1) / payload;
    const std::int64_t last = message.size.value - (packets - 1) * payload + headers;
    double bytes = static_cast<double>(message.size.value + packets * headers);
    if (forward && tcp) bytes += std::exchange(over.greets, 0);
    transit.rest = way.delay + static_cast<double>(last) * way.further;
    if (way.jitter > 0) transit.rest += jitter(way);
    if (way.loss > 0 && tcp) {
      bytes /= 1 - way.loss;
      // AnalyticWindow loses whole segments. A short last packet is as likely to be lost as they
      // are.
      const double rest = 1 - static_cast<double>(last) / way.window.segment;
      if (chance() < way.loss * rest) transit.rest += kTimeout + way.window.round_trip;
    } else if (way.loss > 0 && chance() > std::pow(1 - way.loss, packets)) {
      transit.delivered = [](const MessageTimes&) {};  // nobody sends it again
    }
    flows_.send(std::move(transit), bytes, ready);
  }

  void close_connections(std::size_t client) {
    const auto found = connections_.find(client);
    if (found == connections_.end()) return;
    for (const auto& connection : found->second) {
      flows_.forget(connection->up);
      flows_.forget(connection->down);
    }
    connections_.erase(found);
  }

 private:
  struct Connection {
    Connection(const Message& first, const AnalyticRoute& way, const AnalyticRoute& back,
               std::uint64_t seed)
        : opener(first.from),
          acceptor(first.to),
          up(way, derive_seed(seed, "up")),
          down(back, derive_seed(seed, "down")) {}

    std::size_t opener, acceptor;
    SimTime connected, accepted;  ///< since when each end may send
    double greets{0};       ///< bytes of the handshake's last part, sent before the first message
    AnalyticFlow up, down;  ///< from the opener, and to it
  };

  const AnalyticRoute& route(std::size_t from, std::size_t to) {
    const std::size_t count = topology_.places.size();
    auto* known = from < count && to < count ? &routes_[from * count + to] : nullptr;
    if (known && *known) return **known;
    auto found = std::make_unique<AnalyticRoute>(
        analytic_route(topology_, transport_, flows_.wires(), from, to));
    *known = std::move(found);  // analytic_route() throws for an unknown place
    return **known;
  }

  Connection& connection(const Message& message, SimTime now) {
    auto& pairs = connections_[message.client];
    for (const auto& known : pairs)
      if ((known->opener == message.from && known->acceptor == message.to) ||
          (known->opener == message.to && known->acceptor == message.from))
        return *known;
    const AnalyticRoute& way = route(message.from, message.to);
    pairs.push_back(std::make_unique<Connection>(message, way, route(message.to, message.from),
                                                 random_.engine()()));
    Connection& opened = *pairs.back();
    double connected = opens(way, now) + way.connected;
    opened.greets = static_cast<double>(kTcpHeaders);
    if (way.lost_on_connect > 0 && chance() < way.lost_on_connect) connected += kSynTimeout;
    opened.connected = now + duration(connected);
    opened.accepted = now + duration(connected + way.accepted);
    return opened;
  }

  /// The time until every link on the way passes something.
  double opens(const AnalyticRoute& way, SimTime time) const {
    const double now = static_cast<double>(time.time_since_epoch().count());
    double open = now;
    if (!way.constant)
      for (const std::uint32_t wire : way.wires)
        open = std::max(open, flows_.wires()[wire].opens(now));
    return open - now;
  }

  double chance() { return boost::random::uniform_01<double>()(random_.engine()); }

  /// One draw per message, from a normal distribution. No delay is below zero.
  double jitter(const AnalyticRoute& way) {
    const double drawn =
        boost::random::normal_distribution<double>(0, way.jitter)(random_.engine());
    return std::max(drawn, -way.delay);
  }

  const Topology topology_;
  const Transport transport_;
  AnalyticFlows flows_;
  std::vector<std::unique_ptr<AnalyticRoute>> routes_;  ///< from x places + to
  std::unordered_map<std::size_t, std::vector<std::unique_ptr<Connection>>> connections_;
  RandomStream random_;
};

AnalyticNetwork::AnalyticNetwork(const Topology& topology, const Transport& transport,
                                 std::uint64_t seed)
    : impl_(std::make_unique<Impl>(topology, transport, seed)) {}
AnalyticNetwork::~AnalyticNetwork() = default;

std::size_t AnalyticNetwork::place(const std::string& name) const {
  return impl_->topology().place(name);
}

void AnalyticNetwork::send(const Message& message,
                           std::function<void(const MessageTimes&)> delivered) {
  impl_->send(message, std::move(delivered));
}

void AnalyticNetwork::close_connections(std::size_t client) { impl_->close_connections(client); }

}  // namespace tiersim
