#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "network/link/topology.h"
#include "sim/network_model.h"

namespace tiersim {

/// A link of `mbps` and `delay` both ways.
Link wire(double mbps, Duration delay, double loss = 0);

/// mobile, edge and so on in a row.
Topology chain(const std::vector<Link>& links);

using MakeNetwork = std::function<std::unique_ptr<NetworkModel>()>;

/// Messages from the first place to the last, each sent `pause` after the one before has arrived
/// by each of the clients, all on one clock.
struct Transfers {
  std::int64_t size{1};
  int count{1};  ///< of each client
  bool cold{false};
  int clients{1};
  Duration pause{std::chrono::milliseconds{50}};  ///< the last acknowledgements come home
};

/// How long each took, in seconds, in the order they arrived. Runs the simulation.
std::vector<double> transfer_times(const MakeNetwork& make, std::size_t to, const Transfers& what);

double mean(const std::vector<double>& values);

}  // namespace tiersim
