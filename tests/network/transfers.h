#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "network/link/topology.h"
#include "sim/network_model.h"

namespace tiersim {

/// Returns a wire with the rate `mbps` in Mbps and the same delay in both directions. `loss` is the
/// fraction of packets that are lost.
Link wire(double mbps, Duration delay, double loss = 0);

/// Returns a topology of places in a row, each joined with the next by one of `links`. The places
/// are the first ones of mobile, edge, cloud and beyond, so `links` has at most three links.
Topology chain(const std::vector<Link>& links);

/// The type of a function that makes the network of a test.
using MakeNetwork = std::function<std::unique_ptr<NetworkModel>()>;

/// The messages that transfer_times() sends. Each client sends its messages one after the other,
/// `pause` after the arrival of the message before. All clients use the same simulated clock.
struct Transfers {
  /// Payload of each message, in bytes.
  std::int64_t size{1};
  int count{1};  ///< number of messages of each client
  /// Whether each message has a new connection.
  bool cold{false};
  int clients{1};  ///< number of clients
  /// Time from the arrival of a message to the next message of the client. It is long enough for
  /// the last acknowledgements to come back.
  Duration pause{std::chrono::milliseconds{50}};
};

/// Makes a network with `make` and simulates the messages `what` from place 0 to place `to`.
/// Returns the time of each message from its sending to its arrival, in seconds. The messages of
/// all clients are in the order in which they arrived.
std::vector<double> transfer_times(const MakeNetwork& make, std::size_t to, const Transfers& what);

/// Returns the arithmetic mean of the values.
double mean(const std::vector<double>& values);

}  // namespace tiersim
