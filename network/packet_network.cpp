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
#include <utility>
#include <vector>

#include "network/linux_cubic.h"
#include "network/tcp_connection.h"

namespace tiersim {
namespace {

constexpr std::uint64_t kSmallestBuffer = 512 * 1024;  // bytes, each end of a connection
constexpr std::uint64_t kLargestBuffer = 16 * 1024 * 1024;
constexpr std::uint32_t kDeviceQueue = 1000;  // packets, Linux's txqueuelen
constexpr std::uint16_t kFirstPort = 5000;
constexpr std::int64_t kFirstStream = 1000;

/// Four times what fills the path: bandwidth-delay product of the fastest link over the whole
/// chain.
std::uint64_t buffer_size(const Chain& chain) {
  double fastest = 0, round_trip = 0;
  for (const Link& link : chain.links) {
    fastest = std::max(fastest, link.bandwidth.value);
    round_trip += 2e-9 * static_cast<double>(link.delay.count());
  }
  const double wanted = 4 * fastest * round_trip / 8;
  return static_cast<std::uint64_t>(std::clamp<double>(wanted, kSmallestBuffer, kLargestBuffer));
}

/// What a Linux host does where ns-3's own defaults would mislead (MSS 536, MinRto 1 s, ...).
/// Source: Linux 6.1, net/ipv4/tcp*.c and Documentation/networking/ip-sysctl.rst.
void set_linux_defaults(const Chain& chain) {
  using ns3::Config::SetDefault;
  SetDefault("ns3::TcpL4Protocol::SocketType", ns3::TypeIdValue(LinuxCubic::GetTypeId()));
  SetDefault("ns3::TcpCubic::HyStart", ns3::BooleanValue(false));
  SetDefault("ns3::TcpSocket::SegmentSize", ns3::UintegerValue(1448));  // 1500 - 20 IP - 32 TCP
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
  const std::uint64_t buffer = buffer_size(chain);
  SetDefault("ns3::TcpSocket::SndBufSize", ns3::UintegerValue(buffer));
  SetDefault("ns3::TcpSocket::RcvBufSize", ns3::UintegerValue(buffer));
}

}  // namespace

class PacketNetwork::Impl {
 public:
  Impl(const Chain& chain, std::uint64_t seed) {
    ns3::Config::Reset();
    set_linux_defaults(chain);
    // ns-3 wants a 32-bit seed that is not zero and a run number.
    ns3::RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed >> 33) + 1);
    ns3::RngSeedManager::SetRun(seed & 0xffffffff);

    nodes_.Create(static_cast<std::uint32_t>(chain.places.size()));
    for (std::uint32_t i = 0; i < nodes_.GetN(); ++i) places_[chain.places[i]] = i;
    ns3::InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(nodes_);
    std::int64_t stream = kFirstStream;
    stream += stack.AssignStreams(nodes_, stream);
    addresses_.resize(nodes_.GetN());
    for (std::uint32_t i = 0; i + 1 < nodes_.GetN(); ++i)
      connect_neighbours(i, chain.links[i], stream);
    ns3::Ipv4GlobalRoutingHelper::PopulateRoutingTables();
  }

  ~Impl() {
    connections_.clear();
    closed_.clear();
    ns3::Simulator::Destroy();
  }

  void send(const std::string& from, const std::string& to, Bytes size,
            std::function<void()> delivered) {
    if (size.value <= 0) throw std::invalid_argument("a message carries at least one byte");
    const std::uint32_t source = places_.at(from), sink = places_.at(to);
    Opened& opened = connections_[std::minmax(source, sink)];
    if (!opened.connection) {
      opened.client = source;
      opened.connection =
          std::make_unique<TcpConnection>(nodes_.Get(source), nodes_.Get(sink),
                                          ns3::InetSocketAddress(addresses_[sink], next_port_++));
    }
    opened.connection->send(source == opened.client, static_cast<std::uint64_t>(size.value),
                            std::move(delivered));
  }

  void close_connections() {
    for (auto& [pair, opened] : connections_) {
      opened.connection->close();
      // It may be what called us: it goes when the simulation does.
      closed_.push_back(std::move(opened.connection));
    }
    connections_.clear();
  }

 private:
  struct Opened {
    std::uint32_t client{0};
    std::unique_ptr<TcpConnection> connection;
  };

  void connect_neighbours(std::uint32_t left, const Link& link, std::int64_t& stream) {
    ns3::PointToPointHelper wire;
    wire.DisableFlowControl();  // no traffic control layer: the device's own queue is what there is
    wire.SetDeviceAttribute(
        "DataRate",
        ns3::DataRateValue(ns3::DataRate(static_cast<std::uint64_t>(link.bandwidth.value))));
    wire.SetChannelAttribute("Delay", ns3::TimeValue(ns3::NanoSeconds(link.delay.count())));
    wire.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize",
                  ns3::StringValue(fmt::format("{}p", kDeviceQueue)));
    const ns3::NetDeviceContainer devices = wire.Install(nodes_.Get(left), nodes_.Get(left + 1));
    ns3::Ipv4AddressHelper helper(fmt::format("10.0.{}.0", left).c_str(), "255.255.255.0");
    const ns3::Ipv4InterfaceContainer interfaces = helper.Assign(devices);
    for (std::uint32_t end = 0; end < 2; ++end) {
      addresses_[left + end] = interfaces.GetAddress(end);
      if (link.loss.value <= 0) continue;
      const auto errors = ns3::CreateObject<ns3::RateErrorModel>();
      errors->SetUnit(ns3::RateErrorModel::ERROR_UNIT_PACKET);
      errors->SetRate(link.loss.value);
      stream += errors->AssignStreams(stream);
      devices.Get(end)->SetAttribute("ReceiveErrorModel", ns3::PointerValue(errors));
    }
  }

  ns3::NodeContainer nodes_;
  std::map<std::string, std::uint32_t> places_;
  std::vector<ns3::Ipv4Address> addresses_;  ///< one of each place's; routing reaches any of them
  std::map<std::pair<std::uint32_t, std::uint32_t>, Opened> connections_;
  std::vector<std::unique_ptr<TcpConnection>> closed_;
  std::uint16_t next_port_{kFirstPort};
};

PacketNetwork::PacketNetwork(const Chain& chain, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(chain, seed)) {}
PacketNetwork::~PacketNetwork() = default;

void PacketNetwork::send(const std::string& from, const std::string& to, Bytes size,
                         std::function<void()> delivered) {
  impl_->send(from, to, size, std::move(delivered));
}

void PacketNetwork::close_connections() { impl_->close_connections(); }

std::string ns3_version() { return fmt::format("{}.{}", NS3_VERSION_MAJOR, NS3_VERSION_MINOR); }

}  // namespace tiersim
