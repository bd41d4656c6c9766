#pragma once

#include <cstdint>
#include <memory>

#include "network/chain.h"
#include "sim/network_model.h"

namespace tiersim {

/// Every packet of every message, over ns-3's TCP with the defaults of Linux. One TCP connection
/// per pair of places, opened by the first message and kept until close_connections().
///
/// Owns ns-3's simulator: one at a time in a process; building one starts time at zero and resets
/// every default and random stream, so that a scenario's result depends on nothing before it.
class PacketNetwork final : public NetworkModel {
 public:
  PacketNetwork(const Chain& chain, std::uint64_t seed);
  ~PacketNetwork() override;
  PacketNetwork(const PacketNetwork&) = delete;
  PacketNetwork& operator=(const PacketNetwork&) = delete;

  void send(const std::string& from, const std::string& to, Bytes size,
            std::function<void()> delivered) override;
  void close_connections() override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

std::string ns3_version();

}  // namespace tiersim
