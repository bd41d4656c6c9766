#include "network/packet/packet_network.h"

#include <fmt/format.h>
#include <ns3/config.h>
#include <ns3/inet-socket-address.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/ipv4-global-routing-helper.h>
#include <ns3/node-container.h>
#include <ns3/rng-seed-manager.h>
#include <ns3/simulator.h>
#include <ns3/version-defines.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "network/link/packet_sizes.h"
#include "network/link/path_time.h"
#include "network/packet/installed_link.h"
#include "network/packet/linux_defaults.h"
#include "network/packet/next_segment.h"
#include "network/packet/tcp_connection.h"
#include "network/packet/udp_flow.h"
#include "sim/clock.h"

namespace tiersim {
namespace {

constexpr std::uint16_t kFirstPort = 5000,
                        kPastLastPort = 49'152;  // ns-3 itself uses ports from there on
constexpr std::int64_t kFirstStream = 1000;

SegmentScale scale_of(const Topology& topology, const Transport& transport, int packets) {
  if (packets < 1 || packets > SegmentScale::kMostPackets)
    throw std::invalid_argument(
        fmt::format("a segment stands for 1 to {} packets", SegmentScale::kMostPackets));
  for (const TopologyLink& joined : topology.links)
    if (!joined.link.kind->carries_large_segments()) return {};
  return SegmentScale::of(packets, transport.protocol);
}

}  // namespace

class PacketNetwork::Impl {
 public:
  Impl(const Topology& topology, const Transport& transport, std::uint64_t seed, int packets)
      : topology_(topology), transport_(transport), scale_(scale_of(topology, transport, packets)) {
    keep_next_segment();
    ns3::Config::Reset();
    set_linux_defaults(topology, transport, scale_.packets);
    // ns-3 wants a 32-bit seed that is not zero and a run number.
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed >> 33) + 1);
    ns3::RngSeedManager::SetRun(seed & 0xffffffff);

    nodes_.Create(static_cast<std::uint32_t>(topology.places.size()));
    ns3::InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(nodes_);
    std::int64_t stream = kFirstStream;
    stream += stack.AssignStreams(nodes_, stream);
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
      const TopologyLink& joined = topology.links[i];
      links_.push_back(
          std::make_unique<InstalledLink>(joined.link, i,
                                          PacketLinkSite{node(joined.near), node(joined.far),
                                                         scale_, seed, std::to_string(i), stream}));
    }
    ns3::Ipv4GlobalRoutingHelper::PopulateRoutingTables();
    for (const auto& link : links_) link->associate();
    for (const auto& link : links_) link->start();
    begin_ = SimClock::now();
  }

  ~Impl() {
    connections_.clear();
    closed_.clear();
    ns3::Simulator::Destroy();
  }

  const Topology& topology() const { return topology_; }

  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) {
    if (message.size.value <= 0) throw std::invalid_argument("a message carries at least one byte");
    const std::vector<Topology::Hop> path = topology_.path(message.from, message.to);
    const SimTime sent = SimClock::now();
    const MessageTimes least =
        path_time(topology_, path, message.size, transport_.protocol, sent - begin_);
    const auto ends = std::minmax(message.from, message.to);
    Opened& opened = connections_[{message.client, ends.first, ends.second}];
    if (opened.connection && opened.connection->broken()) retire(std::move(opened.connection));
    if (!opened.connection) {
      opened.client = message.from;
      opened.connection = open(message, path);
    }
    opened.connection->send(message.from == opened.client,
                            static_cast<std::uint64_t>(message.size.value),
                            [least, sent, delivered = std::move(delivered)](SimTime ready) {
                              const Duration connect = std::max(Duration{0}, ready - sent);
                              delivered(split_time(SimClock::now() - sent, connect, least));
                            });
  }

  void close_connections(std::size_t client) {
    auto at = connections_.lower_bound({client, 0, 0});
    while (at != connections_.end() && std::get<0>(at->first) == client) {
      retire(std::move(at->second.connection));
      at = connections_.erase(at);
    }
  }

 private:
  struct Opened {
    std::size_t client{0};  ///< the place that opened it
    std::unique_ptr<Connection> connection;
  };

  ns3::Ptr<ns3::Node> node(std::size_t place) const {
    return nodes_.Get(static_cast<std::uint32_t>(place));
  }

  /// The address of a place on the first or last link of a path. Packets to it take that path.
  ns3::Ipv4Address address(const Topology::Hop& hop, bool of_start) const {
    return links_[hop.link]->address(hop.up == of_start);
  }

  std::unique_ptr<Connection> open(const Message& message, const std::vector<Topology::Hop>& path) {
    if (path.empty()) throw std::invalid_argument("a message goes from one place to another");
    const Topology::Hop &first = path.front(), &last = path.back();
    const ns3::InetSocketAddress server(address(last, false), next_port());
    const ns3::Ptr<ns3::Node> from = node(message.from), to = node(message.to);
    if (transport_.protocol == Transport::Protocol::tcp)
      return std::make_unique<TcpConnection>(
          from, to, server, TcpConnection::Settings{buffer_size(topology_, path), scale_.packets});
    const ns3::InetSocketAddress client(address(first, true), next_port());
    return std::make_unique<UdpFlow>(UdpFlow::End{from, client, pacer(first.link, first.up)},
                                     UdpFlow::End{to, server, pacer(last.link, !last.up)},
                                     kUdpPayload * scale_.packets, begin_);
  }

  /// For the datagrams that leave over a link in this direction.
  PacketPacer pacer(std::size_t link, bool up) const {
    const Link& first = topology_.links[link].link;
    return PacketPacer(first.kind->pace(first, up));
  }

  /// Each connection has a port of its own. When all ports have been used, the first are free
  /// again.
  std::uint16_t next_port() {
    if (next_port_ == kPastLastPort) next_port_ = kFirstPort;
    return next_port_++;
  }

  /// A connection may have called this, so that it is destroyed only when the simulation ends.
  void retire(std::unique_ptr<Connection> connection) {
    connection->close();
    closed_.push_back(std::move(connection));
  }

  const Topology topology_;
  const Transport transport_;
  const SegmentScale scale_;
  ns3::NodeContainer nodes_;
  std::vector<std::unique_ptr<InstalledLink>> links_;
  SimTime begin_{};  ///< when traces and background began
  /// By client and the two places.
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Opened> connections_;
  std::vector<std::unique_ptr<Connection>> closed_;
  std::uint16_t next_port_{kFirstPort};
};

PacketNetwork::PacketNetwork(const Topology& topology, const Transport& transport,
                             std::uint64_t seed, int packets_per_segment)
    : impl_(std::make_unique<Impl>(topology, transport, seed, packets_per_segment)) {}
PacketNetwork::~PacketNetwork() = default;

std::size_t PacketNetwork::place(const std::string& name) const {
  return impl_->topology().place(name);
}

void PacketNetwork::send(const Message& message,
                         std::function<void(const MessageTimes&)> delivered) {
  impl_->send(message, std::move(delivered));
}

void PacketNetwork::close_connections(std::size_t client) { impl_->close_connections(client); }

std::string ns3_version() { return fmt::format("{}.{}", NS3_VERSION_MAJOR, NS3_VERSION_MINOR); }

}  // namespace tiersim
