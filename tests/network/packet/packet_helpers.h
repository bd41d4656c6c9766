#pragma once

#include <ns3/simulator.h>

#include <cmath>
#include <functional>
#include <vector>

#include "network/packet/packet_network.h"
#include "sim/clock.h"

namespace tiersim::test {

using namespace std::chrono_literals;

// Bytes of a full TCP packet; on the wire 20 IP, 32 TCP, 2 PPP more.
constexpr double kPayload = 1448, kOnWire = 1502;

const Transport kUdp{Transport::Protocol::udp};

/// Returns a wire with the rate `mbps` in Mbps and the same delay in both directions. `loss` is the
/// fraction of packets that are lost.
inline Link wire(double mbps, Duration delay, double loss = 0) {
  Link link;
  link.up = link.down = {mbps * 1e6};
  link.delay = delay;
  link.loss = {loss};
  return link;
}

/// Returns the topology in which one link joins mobile and edge.
inline Topology one_link(const Link& link) { return {{"mobile", "edge"}, {{0, 1, link}}}; }

/// Returns the topology of mobile, edge and cloud in a row. `first` joins mobile and edge, and
/// `second` joins edge and cloud.
inline Topology chain_of(const Link& first, const Link& second) {
  return {{"mobile", "edge", "cloud"}, {{0, 1, first}, {1, 2, second}}};
}

/// Returns a duration in seconds.
inline double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

/// Returns the bytes on the wire of all TCP packets of a message with `size` bytes of payload,
/// headers included.
inline double wire_bytes(std::int64_t size) {
  return static_cast<double>(size) +
         std::ceil(static_cast<double>(size) / kPayload) * (kOnWire - kPayload);
}

/// Returns the time in seconds in which the link transmits all TCP packets of a message with `size`
/// bytes of payload, one after the other, in the direction `up` and without the delay of the link.
inline double serialization(std::int64_t size, const Link& link) {
  return 8 * wire_bytes(size) / link.up.value;
}

/// Messages that transfer() sends one after the other.
struct Transfer {
  /// Indices of the places from and to which the messages go.
  std::size_t from{0}, to{1};
  /// Payload of each message, in bytes.
  std::int64_t size{1};
  int count{1};  ///< number of messages
  /// Whether each message has a new connection.
  bool cold{false};
  Duration first{0};  ///< time at which the first message is sent
  /// Time from the arrival of a message to the next message. It is long enough for the last
  /// acknowledgements to come back.
  Duration gap{50ms};
  /// The simulated time after which the simulation stops.
  Duration limit{std::chrono::hours(1)};
  std::uint64_t seed{1};
  Transport transport{};
  int packets_per_segment{1};
};

/// Sends the messages of `plan` one after the other over a PacketNetwork. Returns the times of each
/// message that arrived; fewer than `plan.count` if not all arrive.
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

/// Returns the total of each element of `times`, in seconds: the time of a message from its sending
/// to its arrival.
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

/// Returns the standard deviation of a sample (divisor n - 1).
inline double deviation(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::pow(value - mean(values), 2);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

}  // namespace tiersim::test
