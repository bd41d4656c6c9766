#pragma once

#include <cstdint>
#include <memory>

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// How exactly the network is simulated. docs/network-fidelity.md says how far the results of
/// `coarse` and `analytic` are from those of `packet`.
enum class Fidelity {
  packet,   ///< every packet is simulated (PacketNetwork)
  coarse,   ///< PacketNetwork with segments that stand for several packets, if that changes little
  analytic  ///< no packets: the time of a message is calculated (AnalyticNetwork)
};

/// Returns the name of a fidelity as studies spell it: "packet", "coarse" or "analytic".
constexpr const char* name_of(Fidelity fidelity) {
  return fidelity == Fidelity::packet   ? "packet"
         : fidelity == Fidelity::coarse ? "coarse"
                                        : "analytic";
}

/// The properties of a scenario's messages from which packets_per_segment() chooses.
struct Traffic {
  Bytes smallest{1}, largest{1};  ///< sizes of the smallest and the largest message
  /// Messages find a small TCP window, because their connection is new or was idle.
  bool cold{false};
  bool contended{false};  ///< messages may meet on a link: several clients, or open-loop arrivals
};

/// Chooses how many packets one simulated segment stands for: 0 under Fidelity::analytic, which has
/// no packets, and 1 under Fidelity::packet. Under Fidelity::coarse it is the largest number, at
/// most 44, that is expected to change no message's time by more than 0.5 % (warm) or 1.5 % (cold).
/// The first messages of a warm connection, whose window is still small, are not considered. It is
/// 1 if single packets matter: with loss, contention, queues that are fair or shorter than Linux's,
/// token buckets, traces, jitter, background traffic, Wi-Fi or UDP.
int packets_per_segment(Fidelity fidelity, const Topology& topology, const Transport& transport,
                        const Traffic& traffic);

/// Makes a network of this fidelity. `packets_per_segment` is the result of the function of that
/// name. Throws std::invalid_argument if the topology has a link that this fidelity cannot
/// simulate.
std::unique_ptr<NetworkModel> make_network(Fidelity fidelity, const Topology& topology,
                                           const Transport& transport, int packets_per_segment,
                                           std::uint64_t seed);

}  // namespace tiersim
