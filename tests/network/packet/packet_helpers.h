#pragma once

#include <ns3/simulator.h>

#include <cmath>
#include <functional>
#include <vector>

#include "network/packet/packet_network.h"
#include "sim/clock.h"

namespace tiersim::test {

using namespace std::chrono_literals;

constexpr double kPayload = 1448, kOnWire = 1502;  // bytes: 20 IP, 32 TCP with timestamps, 2 PPP

const Transport kUdp{Transport::Protocol::udp};

inline Link wire(double mbps, Duration delay, double loss = 0) {
  Link link;
  link.up = link.down = {mbps * 1e6};
  link.delay = delay;
  link.loss = {loss};
  return link;
}

inline Topology one_link(const Link& link) { return {{"mobile", "edge"}, {{0, 1, link}}}; }

inline Topology chain_of(const Link& first, const Link& second) {
  return {{"mobile", "edge", "cloud"}, {{0, 1, first}, {1, 2, second}}};
}

inline double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

/// Bytes on the wire of a message's TCP segments.
inline double wire_bytes(std::int64_t size) {
  return static_cast<double>(size) +
         std::ceil(static_cast<double>(size) / kPayload) * (kOnWire - kPayload);
}

/// Their time on the wire, one after the other.
inline double serialization(std::int64_t size, const Link& link) {
  return 8 * wire_bytes(size) / link.up.value;
}

struct Transfer {
  std::size_t from{0}, to{1};
  std::int64_t size{1};
  int count{1};
  bool cold{false};
  Duration first{0};   ///< when the first is sent
  Duration gap{50ms};  ///< from one's arrival to the next; the last acknowledgements come home
  Duration limit{std::chrono::hours(1)};
  std::uint64_t seed{1};
  Transport transport{};
  int packets_per_segment{1};
};

/// Sends one message after the other and returns how the time of each was split; fewer where they
/// do not all arrive.
inline std::vector<MessageTimes> transfer(const Topology& topology, const Transfer& plan) {
  PacketNetwork network(topology, plan.transport, plan.seed, plan.packets_per_segment);
  std::vector<MessageTimes> times;
  std::function<void()> next = [&] {
    if (plan.cold) network.close_connections(0);
    network.send({plan.from, plan.to, {plan.size}}, [&](const MessageTimes& parts) {
      times.push_back(parts);
      if (static_cast<int>(times.size()) == plan.count) return ns3::Simulator::Stop();
      schedule(plan.gap, next);
    });
  };
  schedule(plan.first, [&] { next(); });
  ns3::Simulator::Stop(ns3::NanoSeconds(plan.limit.count()));
  ns3::Simulator::Run();
  return times;
}

inline std::vector<double> totals(const std::vector<MessageTimes>& times) {
  std::vector<double> all;
  for (const MessageTimes& parts : times) all.push_back(seconds(parts.total()));
  return all;
}

inline double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

inline double deviation(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::pow(value - mean(values), 2);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

}  // namespace tiersim::test
