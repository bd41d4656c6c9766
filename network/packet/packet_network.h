#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Simulates every packet of every message, over ns-3's TCP with the defaults of Linux, or over
/// UDP. Each client has one TCP connection for each pair of places. The first message opens it, and
/// it is kept until close_connections(). If a connection has given up, the next message opens a new
/// one.
///
/// It owns ns-3's simulator: a process may have one network at a time. The constructor starts time
/// at zero and resets every default and random stream, so that the result of a scenario does not
/// depend on what ran before. Wi-Fi stations join their network in the constructor, and time passes
/// for that; traces and background begin afterwards. Beacons, background and traces may cause
/// events for ever: stop the simulation when all requests have ended.
class PacketNetwork final : public NetworkModel {
 public:
  /// With `packets_per_segment` above 1 (at most 44), a large segment stands for so many packets.
  /// It takes as much time on the wire as they do, but fewer events. That is correct where nothing
  /// is lost, jitters or competes. It has no effect if a link does not carry large segments
  /// (Wi-Fi). Throws std::invalid_argument for what cannot be simulated.
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

std::string ns3_version();

}  // namespace tiersim
