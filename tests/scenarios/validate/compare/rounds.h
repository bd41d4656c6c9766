#pragma once

#include <initializer_list>

#include "scenarios/validate/compare/scenario_rounds.h"

namespace tiersim {

/// A round whose requests have these latencies in milliseconds, all of it at one part.
inline ScenarioRound round_of_ms(std::initializer_list<int> latencies,
                                 const std::string& part = "compute_ns.edge") {
  ScenarioRound round;
  double sum = 0;
  for (const int latency : latencies) {
    round.latency.emplace_back(std::chrono::milliseconds(latency));
    sum += 1e6 * latency;
  }
  if (!round.latency.empty()) round.part_mean[part] = sum / static_cast<double>(latencies.size());
  return round;
}

}  // namespace tiersim
