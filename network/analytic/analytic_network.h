#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Messages without packets: what a message takes in closed form, and max-min fair shares where
/// several meet on a link. A message that meets no other costs one event, two where it opens its
/// connection. What it leaves out: network/README.md; how far it is off: docs/network-fidelity.md.
///
/// Owns ns-3's simulator, as PacketNetwork does: one network at a time in a process, and time ends
/// with it.
class AnalyticNetwork final : public NetworkModel {
 public:
  /// Throws std::invalid_argument for a Wi-Fi link: how stations take turns on a channel has no
  /// closed form here.
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
