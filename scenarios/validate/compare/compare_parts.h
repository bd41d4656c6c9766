#pragma once

#include <map>
#include <string>

#include "scenarios/validate/compare/scenario_rounds.h"

namespace tiersim {

/// One part of the latency of a scenario, simulated and emulated. All times are in ns.
struct ComparedPart {
  double simulated, emulated;  ///< means over the finished requests of all rounds together
  /// The range of the part's means over the rounds of the emulation: the largest minus the
  /// smallest.
  double emulated_range;

  double difference() const { return simulated - emulated; }
};

/// Compares every part that a request of a round has. The key is the part's column in a results
/// file. A part that a round does not have is 0 there.
std::map<std::string, ComparedPart> compare_parts(const ScenarioRounds& rounds);

/// The part whose means differ most. Empty if this difference is not larger than the part's range
/// over the rounds of the emulation, because it may then be chance. Also empty if there are no
/// parts.
std::string part_to_blame(const std::map<std::string, ComparedPart>& parts);

}  // namespace tiersim
