#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// A network that simulates every packet of every message in ns-3, over TCP with the defaults of
/// Linux, or over UDP. Each client has one TCP connection for each pair of places. The first
/// message opens the connection, and it stays open until close_connections(). If a connection has
/// given up, the next message opens a new one.
///
/// The object owns ns-3's simulator: a process may have one network at a time. The constructor
/// resets all defaults and random streams of ns-3, and the destructor ends the simulation. So the
/// result of a scenario does not depend on what ran before. Wi-Fi stations join their network in
/// the constructor, which takes simulated time; traces and background traffic start afterwards.
/// Beacons, background traffic and traces may cause events for ever, so the caller must stop the
/// simulation when all requests have ended.
class PacketNetwork final : public NetworkModel {
 public:
  /// `packets_per_segment` is the number of packets that one simulated segment stands for, 1 to 44.
  /// A large segment takes as much time on the wire as its packets, but fewer events. This is
  /// correct only if no packet is lost, delayed by jitter or in competition with others. It has no
  /// effect if a link does not carry large segments (Wi-Fi). `seed` decides the random effects.
  /// Throws std::invalid_argument for another number, and for a link that cannot be simulated.
  PacketNetwork(const Topology& topology, const Transport& transport, std::uint64_t seed,
                int packets_per_segment = 1);
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

/// Returns the version of ns-3, such as "3.37".
std::string ns3_version();

}  // namespace tiersim
