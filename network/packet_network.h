#pragma once

#include <cstdint>
#include <memory>

#include "network/topology.h"
#include "network/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Every packet of every message, over ns-3's TCP with the defaults of Linux. One TCP connection
/// per client and pair of places, opened by the first message and kept until close_connections().
///
/// Owns ns-3's simulator: one at a time in a process; building one starts time at zero and resets
/// every default and random stream, so that a scenario's result depends on nothing before it.
class PacketNetwork final : public NetworkModel {
 public:
  PacketNetwork(const Topology& topology, const Transport& transport, std::uint64_t seed);
  ~PacketNetwork() override;
  PacketNetwork(const PacketNetwork&) = delete;
  PacketNetwork& operator=(const PacketNetwork&) = delete;

  std::size_t place(const std::string& name) const override;
  void send(const Message& message, std::function<void(const MessageTimes&)> delivered) override;
  void close_connections(std::size_t client) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

std::string ns3_version();

}  // namespace tiersim
