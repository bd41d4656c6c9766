#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// The finished requests of one scenario in one round of a validation. A request is finished if it
/// was answered, in time or late.
struct ScenarioRound {
  std::vector<Duration> latency;  ///< of each finished request, in any order
  /// The mean over the finished requests of each part of the latency, in ns. The key is the part's
  /// column in a results file: "network_ns.mobile-edge", "compute_ns.edge". The parts of a request
  /// add up to its latency.
  std::map<std::string, double> part_mean;
  /// Why the scenario was not ok in this round; empty if it was ok.
  std::string problem;
};

/// All rounds of one scenario. Both vectors are in the order of the rounds.
struct ScenarioRounds {
  std::vector<ScenarioRound> simulated, emulated;
};

}  // namespace tiersim
