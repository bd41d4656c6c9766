#pragma once

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/quantity.h"

namespace tiersim {

/// Where a request's latency went. The parts are those of its scenario's route (see Route), in the
/// order of time; they add up to the latency exactly.
struct Waterfall {
  std::vector<Duration> parts;

  Duration total() const { return std::accumulate(parts.begin(), parts.end(), Duration{0}); }
};

/// One request of a scenario, from the moment it was scheduled until its answer was back.
struct RequestRecord {
  std::int64_t index{0};
  std::int64_t sample{0};  ///< of the test set
  int prediction{-1};      ///< class answered; -1 where unknown
  int correct{-1};         ///< 1 right, 0 wrong; -1 where unknown
  Duration scheduled{0};   ///< since the first request of the scenario was scheduled
  Duration finished{0};
  Waterfall waterfall;

  Duration latency() const { return finished - scheduled; }
};

/// The steps of every request of a scenario: messages between tiers and stages on tiers.
struct Step {
  enum class Kind { network, queue, load, compute } kind;
  std::string where;  ///< "mobile-edge" for a message, "edge" for the others

  /// The column of the results file: "network_ns.mobile-edge", "compute_ns.edge".
  std::string column() const;
};
using Route = std::vector<Step>;

/// The steps of a deployment whose tiers compute one stage each, answered to the first place of the
/// chain: up to the first tier, through the stages, back.
Route route_of(const std::vector<std::string>& tiers, const std::string& origin);

}  // namespace tiersim
