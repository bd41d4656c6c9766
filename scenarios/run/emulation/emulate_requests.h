#pragma once

#include <string>
#include <vector>

#include "models/service/client/plan_route.h"
#include "network/emulation/emulated_network.h"
#include "scenarios/run/scenario/resolve_scenario.h"
#include "sim/base/measured_time.h"
#include "sim/request.h"

namespace tiersim {

/// The computation of one stage in real time, summed over its requests. Requests that were computed
/// together share the times of their batch.
struct StageUse {
  MeasuredTime cpu, wall;
  std::size_t requests{0};
};

/// The requests of an emulated scenario.
struct EmulatedRequests {
  std::vector<RequestRecord> requests;  ///< by their index
  std::vector<StageUse> stages;         ///< by stage
  /// Time from the moment at which a request was due until the client began to send it: the mean
  /// and the longest. This time is the emulation's own; a real client would not lose it.
  Duration mean_delay{0}, longest_delay{0};
  /// Why the scenario is invalid: a request failed, or none ended for too long. Empty if all
  /// requests were answered, dropped or timed out.
  std::string problem;
};

/// Sends the requests of a scenario to its tier services in real time, and returns when all of them
/// have ended. The client is in the host of the origin. If the scenario has a warm-up, one request
/// of each client passes all connections before. `endpoints` has no address of the client yet.
EmulatedRequests emulate_requests(const ResolvedScenario& scenario, EmulatedNetwork& network,
                                  service::Endpoints endpoints);

}  // namespace tiersim
