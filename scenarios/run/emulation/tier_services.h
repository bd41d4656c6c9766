#pragma once

#include <map>
#include <memory>
#include <string>

#include "models/service/client/plan_route.h"
#include "network/emulation/emulated_network.h"
#include "scenarios/measure/tier_process.h"
#include "scenarios/run/scenario/resolve_scenario.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// The tier services of an emulated scenario. Each place that computes a stage or relays messages
/// has one service, which is a process of tiersim-tier in the host of that place. The destructor
/// ends the processes.
class TierServices {
 public:
  /// Starts the services of the scenario with the index `id` in ExpandedStudy::scenarios, and waits
  /// until all of them have loaded their stages and listen. `network` must outlive this object.
  /// Throws UserError if this machine cannot provide a tier, for example because a worker has too
  /// little memory.
  TierServices(const ExpandedStudy& study, std::size_t id, const ResolvedScenario& scenario,
               const EmulatedNetwork& network);

  /// Returns the origin of the requests, the number of the client's endpoint, and the number and
  /// address of each service. The address of the client is not set.
  const service::Endpoints& endpoints() const { return endpoints_; }

 private:
  std::map<std::string, std::unique_ptr<TierProcess>> processes_;
  service::Endpoints endpoints_;
};

}  // namespace tiersim
