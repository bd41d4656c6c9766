#pragma once

#include <string>
#include <vector>

#include "models/service/client/plan_route.h"
#include "network/emulation/emulated_network.h"
#include "scenarios/run/scenario/resolve_scenario.h"
#include "sim/base/measured_time.h"
#include "sim/request.h"

namespace tiersim {

/// The CPU time and the wall time in which one stage was computed, summed over the requests that
/// were computed. The times of a batch are divided equally among its requests.
struct StageUse {
  MeasuredTime cpu, wall;
  std::size_t requests{0};  ///< number of requests for which the stage was computed
};

/// What emulate_requests() measured in one scenario.
struct EmulatedRequests {
  std::vector<RequestRecord> requests;  ///< in the order of their index
  std::vector<StageUse> stages;         ///< one entry for each stage, in the order of the stages
  /// Mean and maximum of the time from the moment at which a request was due until the client began
  /// to send it. This time is an error of the emulation: a real client would not need it.
  Duration mean_delay{0}, longest_delay{0};
  /// Why the scenario is invalid: a request failed, or no request ended for Scenario::patience.
  /// Empty if each request was answered, was dropped by a full queue, or reached its timeout.
  std::string problem;
};

/// Starts `network`, sends the requests of a scenario to its tier services in real time, and
/// returns when all requests have ended, or when none has ended for Scenario::patience. All clients
/// run in the host of the scenario's origin. If Scenario::warm_up is set, each client first sends
/// one request that opens its connections and that is not counted. This is left out if each request
/// opens connections of its own. `endpoints` are those of TierServices; the address of the client
/// may be missing. If a request fails, `problem` of the result is set.
EmulatedRequests emulate_requests(const ResolvedScenario& scenario, EmulatedNetwork& network,
                                  service::Endpoints endpoints);

}  // namespace tiersim
