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

/// The tier services of an emulated scenario: one process of tiersim-tier in the host of each place
/// that computes a stage or relays messages. The destructor ends them.
class TierServices {
 public:
  /// Starts the services of scenario `id` in the hosts of `network`, loads their stages, and waits
  /// until all of them listen. `network` must outlive this object. Throws UserError if this machine
  /// cannot provide a tier.
  TierServices(const ExpandedStudy& study, std::size_t id, const ResolvedScenario& scenario,
               const EmulatedNetwork& network);

  /// The origin of the requests and the services, without the client's address.
  const service::Endpoints& endpoints() const { return endpoints_; }

 private:
  std::map<std::string, std::unique_ptr<TierProcess>> processes_;
  service::Endpoints endpoints_;
};

}  // namespace tiersim
