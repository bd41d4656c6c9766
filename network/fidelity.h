#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// How much of the network is simulated. How far the last two are from the first:
/// docs/network-fidelity.md.
enum class Fidelity {
  packet,   ///< every packet: PacketNetwork
  coarse,   ///< the same, with segments that stand for several packets where that hardly matters
  analytic  ///< no packets: AnalyticNetwork
};

/// As studies spell it.
constexpr const char* name_of(Fidelity fidelity) {
  return fidelity == Fidelity::packet   ? "packet"
         : fidelity == Fidelity::coarse ? "coarse"
                                        : "analytic";
}

/// What a scenario sends, as far as that decides how coarse its segments may be.
struct Traffic {
  Bytes smallest{1}, largest{1};  ///< of its messages
  bool cold{false};               ///< messages find windows closed: new connections, or idle ones
  bool contended{false};          ///< messages may meet: several clients, or open-loop arrivals
};

/// The packets that one segment stands for: 0 under Fidelity::analytic, which has no packets; 1
/// under Fidelity::packet. Under Fidelity::coarse it is as many as are expected to change no
/// message's time by more than 0.5 % warm or 1.5 % cold, at most 44. It is 1 where single packets
/// matter: loss, contention, queues that are fair or shorter than Linux's, token buckets, traces,
/// jitter, background, Wi-Fi, UDP. The first messages of a warm connection, which find its window
/// still small, are left out of account.
int packets_per_segment(Fidelity fidelity, const Topology& topology, const Transport& transport,
                        const Traffic& traffic);

/// `packets_per_segment` is what the function above says. Throws std::invalid_argument for links
/// that the fidelity cannot simulate.
std::unique_ptr<NetworkModel> make_network(Fidelity fidelity, const Topology& topology,
                                           const Transport& transport, int packets_per_segment,
                                           std::uint64_t seed);

}  // namespace tiersim
