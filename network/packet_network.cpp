#include "network/packet_network.h"

#include <fmt/format.h>
#include <ns3/boolean.h>
#include <ns3/config.h>
#include <ns3/error-model.h>
#include <ns3/inet-socket-address.h>
#include <ns3/internet-stack-helper.h>
#include <ns3/ipv4-address-helper.h>
#include <ns3/ipv4-global-routing-helper.h>
#include <ns3/node-container.h>
#include <ns3/point-to-point-helper.h>
#include <ns3/pointer.h>
#include <ns3/rng-seed-manager.h>
#include <ns3/simulator.h>
#include <ns3/string.h>
#include <ns3/tcp-l4-protocol.h>
#include <ns3/tcp-socket-base.h>
#include <ns3/uinteger.h>
#include <ns3/version-defines.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "network/linux_cubic.h"
#include "network/packet_sizes.h"
#include "network/path_time.h"
#include "network/tcp_connection.h"
#include "sim/clock.h"

namespace tiersim {
namespace {

constexpr std::uint64_t kSmallestBuffer = 512 * 1024;  // bytes, each end of a connection
constexpr std::uint64_t kLargestBuffer = 16 * 1024 * 1024;
constexpr std::uint32_t kDeviceQueue = 1000;  // packets, Linux's txqueuelen
constexpr std::uint16_t kFirstPort = 5000;
constexpr std::int64_t kFirstStream = 1000;

/// Four times what fills the path: bandwidth-delay product of the fastest link over all
/// links.
std::uint64_t buffer_size(const Topology& topology) {
  double fastest = 0, round_trip = 0;
  for (const auto& [near, far, link] : topology.links) {
    fastest = std::max({fastest, link.up.value, link.down.value});
    round_trip += 2e-9 * static_cast<double>(link.delay.count());
  }
  const double wanted = 4 * fastest * round_trip / 8;
  return static_cast<std::uint64_t>(std::clamp<double>(wanted, kSmallestBuffer, kLargestBuffer));
}

/// What a Linux host does where ns-3's own defaults would mislead (MSS 536, MinRto 1 s, ...).
/// Source: Linux 6.1, net/ipv4/tcp*.c and Documentation/networking/ip-sysctl.rst.
void set_linux_defaults(const Topology& topology) {
  using ns3::Config::SetDefault;
  SetDefault("ns3::TcpL4Protocol::SocketType", ns3::TypeIdValue(LinuxCubic::GetTypeId()));
  SetDefault("ns3::TcpCubic::HyStart", ns3::BooleanValue(false));
  SetDefault("ns3::TcpSocket::SegmentSize", ns3::UintegerValue(kTcpPayload));
  SetDefault("ns3::TcpSocket::InitialCwnd", ns3::UintegerValue(10));
  SetDefault("ns3::TcpSocket::DelAckTimeout",
             ns3::TimeValue(ns3::MilliSeconds(40)));  // how often: TcpConnection
  SetDefault("ns3::TcpSocket::ConnTimeout", ns3::TimeValue(ns3::Seconds(1)));
  SetDefault("ns3::TcpSocket::TcpNoDelay",
             ns3::BooleanValue(true));  // as request-answer software sets it
  SetDefault("ns3::TcpSocketBase::MinRto", ns3::TimeValue(ns3::MilliSeconds(200)));
  SetDefault("ns3::TcpSocketBase::Sack", ns3::BooleanValue(true));
  SetDefault("ns3::TcpSocketBase::Timestamp", ns3::BooleanValue(true));
  SetDefault("ns3::TcpSocketBase::WindowScaling", ns3::BooleanValue(true));
  const std::uint64_t buffer = buffer_size(topology);
  SetDefault("ns3::TcpSocket::SndBufSize", ns3::UintegerValue(buffer));
  SetDefault("ns3::TcpSocket::RcvBufSize", ns3::UintegerValue(buffer));
}

}  // namespace

class PacketNetwork::Impl {
 public:
  Impl(const Topology& topology, const Transport& transport, std::uint64_t seed)
      : topology_(topology), transport_(transport) {
    ns3::Config::Reset();
    set_linux_defaults(topology);
    // ns-3 wants a 32-bit seed that is not zero and a run number.
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed >> 33) + 1);
    ns3::RngSeedManager::SetRun(seed & 0xffffffff);

    nodes_.Create(static_cast<std::uint32_t>(topology.places.size()));
    ns3::InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(nodes_);
    std::int64_t stream = kFirstStream;
    stream += stack.AssignStreams(nodes_, stream);
    addresses_.resize(nodes_.GetN());
    for (std::uint32_t i = 0; i < topology.links.size(); ++i)
      connect_neighbours(i, topology.links[i], stream);
    ns3::Ipv4GlobalRoutingHelper::PopulateRoutingTables();
  }

  ~Impl() {
    connections_.clear();
    closed_.clear();
    ns3::Simulator::Destroy();
  }

  const Topology& topology() const { return topology_; }

  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) {
    if (message.size.value <= 0) throw std::invalid_argument("a message carries at least one byte");
    const auto [source, sink] = std::pair(message.from, message.to);
    const MessageTimes least =
        path_time(topology_, topology_.path(source, sink), message.size, transport_.protocol);
    const auto ends = std::minmax(source, sink);
    Opened& opened = connections_[{message.client, ends.first, ends.second}];
    if (!opened.connection) {
      opened.client = source;
      opened.connection =
          std::make_unique<TcpConnection>(nodes_.Get(static_cast<std::uint32_t>(source)),
                                          nodes_.Get(static_cast<std::uint32_t>(sink)),
                                          ns3::InetSocketAddress(addresses_[sink], next_port_++));
    }
    opened.connection->send(
        source == opened.client, static_cast<std::uint64_t>(message.size.value),
        [least, sent = SimClock::now(), delivered = std::move(delivered)](SimTime ready) {
          const Duration connect = std::max(Duration{0}, ready - sent);
          delivered(split_time(SimClock::now() - sent, connect, least));
        });
  }

  void close_connections(std::size_t client) {
    auto at = connections_.lower_bound({client, 0, 0});
    while (at != connections_.end() && std::get<0>(at->first) == client) {
      at->second.connection->close();
      // It may be what called us: it goes when the simulation does.
      closed_.push_back(std::move(at->second.connection));
      at = connections_.erase(at);
    }
  }

 private:
  struct Opened {
    std::size_t client{0};  ///< the place that opened it
    std::unique_ptr<TcpConnection> connection;
  };

  void connect_neighbours(std::uint32_t number, const TopologyLink& joined, std::int64_t& stream) {
    const Link& link = joined.link;
    const std::size_t ends[] = {joined.near, joined.far};
    ns3::PointToPointHelper wire;
    wire.DisableFlowControl();  // no traffic control layer: the device's own queue is what there is
    wire.SetChannelAttribute("Delay", ns3::TimeValue(ns3::NanoSeconds(link.delay.count())));
    wire.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize",
                  ns3::StringValue(fmt::format("{}p", kDeviceQueue)));
    const ns3::NetDeviceContainer devices =
        wire.Install(nodes_.Get(static_cast<std::uint32_t>(joined.near)),
                     nodes_.Get(static_cast<std::uint32_t>(joined.far)));
    for (const bool up : {true, false})
      devices.Get(up ? 0 : 1)
          ->SetAttribute("DataRate", ns3::DataRateValue(ns3::DataRate(static_cast<std::uint64_t>(
                                         up ? link.up.value : link.down.value))));
    ns3::Ipv4AddressHelper helper(fmt::format("10.0.{}.0", number).c_str(), "255.255.255.0");
    const ns3::Ipv4InterfaceContainer interfaces = helper.Assign(devices);
    for (std::uint32_t end = 0; end < 2; ++end) {
      addresses_[ends[end]] = interfaces.GetAddress(end);
      if (link.loss.value <= 0) continue;
      const auto errors = ns3::CreateObject<ns3::RateErrorModel>();
      errors->SetUnit(ns3::RateErrorModel::ERROR_UNIT_PACKET);
      errors->SetRate(link.loss.value);
      stream += errors->AssignStreams(stream);
      devices.Get(end)->SetAttribute("ReceiveErrorModel", ns3::PointerValue(errors));
    }
  }

  const Topology topology_;
  const Transport transport_;
  ns3::NodeContainer nodes_;
  std::vector<ns3::Ipv4Address> addresses_;  ///< one of each place's; routing reaches any of them
  /// by client and the two places
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, Opened> connections_;
  std::vector<std::unique_ptr<TcpConnection>> closed_;
  std::uint16_t next_port_{kFirstPort};
};

PacketNetwork::PacketNetwork(const Topology& topology, const Transport& transport,
                             std::uint64_t seed)
    : impl_(std::make_unique<Impl>(topology, transport, seed)) {}
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
