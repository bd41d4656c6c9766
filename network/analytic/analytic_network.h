#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// A network that calculates the time of each message by a formula instead of simulating packets.
/// If several messages meet on a link, each gets its max-min fair share or its turn in the queue. A
/// message that meets no other one takes one simulation event, or two if it opens its connection.
/// network/README.md says what this leaves out, docs/network-fidelity.md how large the errors are.
///
/// The object owns ns-3's simulator, as PacketNetwork does: a process may have one network at a
/// time, and the destructor ends the simulation.
class AnalyticNetwork final : public NetworkModel {
 public:
  /// `seed` decides all random effects: losses, jitter and the times of background traffic. Throws
  /// std::invalid_argument if the topology has a link of a kind without a closed form, such as
  /// Wi-Fi, or a link with both a token bucket and a trace.
  AnalyticNetwork(const Topology& topology, const Transport& transport, std::uint64_t seed);
  ~AnalyticNetwork() override;
  AnalyticNetwork(const AnalyticNetwork&) = delete;
  AnalyticNetwork& operator=(const AnalyticNetwork&) = delete;

  std::size_t place(const std::string& name) const override;
  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) override;
  void close_connections(std::size_t client) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tiersim
