#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Every packet of every message, over ns-3's TCP with the defaults of Linux, or over UDP. One TCP
/// connection per client and pair of places, opened by the first message and kept until
/// close_connections(); one that gave up is opened anew by the next message.
///
/// Owns ns-3's simulator: one at a time in a process; building one starts time at zero and resets
/// every default and random stream, so that a scenario's result depends on nothing before it. Where
/// there is Wi-Fi, its stations join their network before the constructor returns, so that time has
/// passed by then; traces and background begin after that. Events may go on for ever (beacons,
/// background, traces): stop the simulation when all is answered.
class PacketNetwork final : public NetworkModel {
 public:
  /// With `packets_per_segment` above 1 (at most 44), segments that large stand for as many
  /// packets: as much time on the wire, fewer events. True where nothing is lost, jitters or
  /// competes; without effect where a link is Wi-Fi. Throws std::invalid_argument for what cannot
  /// be simulated.
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
