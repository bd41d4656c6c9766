#pragma once

#include <cstdint>
#include <vector>

#include "network/fidelity.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/run/scenario/offered_load.h"
#include "scenarios/run/scenario/request_path.h"
#include "scenarios/study/expand/expand.h"
#include "sim/simulate.h"

namespace tiersim {

/// A scenario of a study, with everything worked out that its simulation needs.
struct ResolvedScenario {
  Topology topology;
  std::vector<CrossingMessage> messages;  ///< of every request
  int packets_per_segment;                ///< see make_network()
  Scenario scenario;
};

/// `seed` is the scenario's own. Throws std::runtime_error if the scenario cannot be simulated.
ResolvedScenario resolve_scenario(const ExpandedStudy& study, std::size_t id,
                                  const MeasuredStudy& measured, const RequestPath& path,
                                  std::uint64_t seed);

}  // namespace tiersim
