#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// A network without packets. The time of a message has a closed form. Where several messages meet
/// on a link, each has its max-min fair share. A message that meets no other costs one event, or
/// two if it opens its connection. network/README.md says what is left out,
/// docs/network-fidelity.md how large the errors are.
///
/// It owns ns-3's simulator, as PacketNetwork does: a process may have one network at a time, and
/// the destructor ends the simulation.
class AnalyticNetwork final : public NetworkModel {
 public:
  /// Throws std::invalid_argument for a kind of link that has no closed form.
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
