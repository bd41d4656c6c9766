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

/// Everything that the simulation of one scenario needs. It is worked out from the study and from
/// the measurements.
struct ResolvedScenario {
  Topology topology;
  std::vector<CrossingMessage> messages;  ///< the messages that each request sends
  Traffic traffic;          ///< what decides how coarsely the network may be simulated
  int packets_per_segment;  ///< packets that the network moves as one segment; 0: no packets
  Scenario scenario;
};

/// Works out what the simulation of the scenario number `id` needs. `path` is the request path of
/// its deployment, and `seed` is the scenario's own seed. Throws std::runtime_error if the scenario
/// cannot be simulated, for example because its requests carry test samples and there are no data.
ResolvedScenario resolve_scenario(const ExpandedStudy& study, std::size_t id,
                                  const MeasuredStudy& measured, const RequestPath& path,
                                  std::uint64_t seed);

}  // namespace tiersim
