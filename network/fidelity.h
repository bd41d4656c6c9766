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
  /// Whether messages find a small TCP window, because their connection is new or was idle.
  bool cold{false};
  /// Messages may meet on a link: several clients, open-loop arrivals, or time-outs.
  bool contended{false};
};

/// Returns how many packets one simulated segment stands for: 0 under Fidelity::analytic, which has
/// no packets, and 1 under Fidelity::packet. Under Fidelity::coarse it is the largest number, at
/// most 44, with which no message's time is expected to change by more than 0.5 %, or 1.5 % if
/// `traffic.cold`. If `traffic.cold` is false, the time is that over a connection with a large
/// window. The result is 1 if single packets decide the times. They do so with loss, contention,
/// fair queues, queues shorter than Linux's, messages that may overflow a queue, token buckets,
/// traces, jitter, background traffic, links that are closed in one direction, Wi-Fi, and UDP.
int packets_per_segment(Fidelity fidelity, const Topology& topology, const Transport& transport,
                        const Traffic& traffic);

/// Makes a network of the places and links of `topology` that is simulated with this fidelity. The
/// argument `packets_per_segment` is what the function packets_per_segment() returned. `seed`
/// decides the random effects: losses, jitter, background traffic. Throws std::invalid_argument if
/// the topology has a link that this fidelity cannot simulate.
std::unique_ptr<NetworkModel> make_network(Fidelity fidelity, const Topology& topology,
                                           const Transport& transport, int packets_per_segment,
                                           std::uint64_t seed);

}  // namespace tiersim
