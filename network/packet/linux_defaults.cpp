#include "network/packet/linux_defaults.h"

#include <ns3/boolean.h>
#include <ns3/config.h>
#include <ns3/nstime.h>
#include <ns3/tcp-congestion-ops.h>
#include <ns3/tcp-linux-reno.h>
#include <ns3/uinteger.h>

#include <algorithm>
#include <limits>

#include "network/link/packet_sizes.h"
#include "network/packet/linux_cubic.h"

namespace tiersim {
namespace {

constexpr double kSmallestBuffer = 512 * 1024;  // bytes, each end of a connection
constexpr double kLargestBuffer = 16 * 1024 * 1024;
constexpr double kShortOfTheQueue = 950 * kTcpPayload;  // of the 1000 packets of a host's queue
constexpr int kFirstWindow = 10;                        // packets; RFC 6928

ns3::TypeId type_of(Transport::CongestionControl control) {
  switch (control) {
    case Transport::CongestionControl::linux_reno:
      return ns3::TcpLinuxReno::GetTypeId();
    case Transport::CongestionControl::newreno:
      return ns3::TcpNewReno::GetTypeId();
    case Transport::CongestionControl::cubic:
      break;
  }
  return LinuxCubic::GetTypeId();
}

/// All rates that one direction of a link ever has.
std::vector<RateTrace::Step> rates(const Link& link, bool up) {
  const auto& trace = up ? link.up_trace : link.down_trace;
  if (trace) return trace->steps;
  return {{Duration{0}, link.kind->long_run_rate(link, up)}};
}

ns3::Time least_time_out(const Topology& topology, int packets) {
  const ns3::Time linux_one = ns3::MilliSeconds(200);
  if (packets == 1) return linux_one;
  double slowest = 0;  // seconds
  for (const TopologyLink& joined : topology.links)
    for (const bool up : {true, false})
      for (const RateTrace::Step& step : rates(joined.link, up))
        if (step.rate.value > 0)
          slowest =
              std::max(slowest, 8.0 * packets * (kTcpPayload + kTcpHeaders) / step.rate.value);
  return linux_one + ns3::Seconds(2 * slowest);
}

}  // namespace

void set_linux_defaults(const Topology& topology, const Transport& transport,
                        int packets_per_segment) {
  using ns3::BooleanValue;
  using ns3::TimeValue;
  using ns3::UintegerValue;
  using ns3::Config::SetDefault;
  const auto packets = static_cast<std::uint64_t>(packets_per_segment);
  SetDefault("ns3::TcpL4Protocol::SocketType",
             ns3::TypeIdValue(type_of(transport.congestion_control)));
  SetDefault("ns3::TcpCubic::HyStart", BooleanValue(false));
  SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(packets * kTcpPayload));
  SetDefault("ns3::TcpSocket::InitialCwnd",
             UintegerValue(std::max<std::uint64_t>(1, kFirstWindow / packets)));
  SetDefault("ns3::TcpSocket::DelAckTimeout",
             TimeValue(ns3::MilliSeconds(40)));  // how often: TcpConnection
  SetDefault("ns3::TcpSocket::ConnTimeout", TimeValue(ns3::Seconds(1)));
  SetDefault("ns3::TcpSocket::ConnCount", UintegerValue(6));     // tcp_syn_retries
  SetDefault("ns3::TcpSocket::DataRetries", UintegerValue(15));  // tcp_retries2
  SetDefault("ns3::TcpSocket::TcpNoDelay",
             BooleanValue(true));  // as request-answer software sets it
  SetDefault("ns3::TcpSocketBase::MinRto",
             TimeValue(least_time_out(topology, packets_per_segment)));
  SetDefault("ns3::TcpSocketBase::Sack", BooleanValue(true));
  SetDefault("ns3::TcpSocketBase::Timestamp", BooleanValue(true));
  SetDefault("ns3::TcpSocketBase::WindowScaling", BooleanValue(true));
}

std::uint64_t buffer_size(const Topology& topology, const std::vector<Topology::Hop>& path) {
  double up = std::numeric_limits<double>::infinity(), down = up, round_trip = 0;
  for (const Topology::Hop& hop : path) {
    const Link& link = topology.links[hop.link].link;
    up = std::min(up, link.kind->long_run_rate(link, hop.up).value);
    down = std::min(down, link.kind->long_run_rate(link, !hop.up).value);
    round_trip += 2e-9 * static_cast<double>((link.delay + 2 * link.jitter).count());
  }
  const double fills = std::max(up, down) * round_trip / 8;
  const double wanted = std::max(1.15 * fills, std::min(4 * fills, kShortOfTheQueue));
  return static_cast<std::uint64_t>(std::clamp(wanted, kSmallestBuffer, kLargestBuffer));
}

}  // namespace tiersim
