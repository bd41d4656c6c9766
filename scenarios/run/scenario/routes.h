#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "sim/request.h"

namespace tiersim {

/// Returns the route of the scenario number `id`: the steps into which the latency of each of its
/// requests is divided, in the order of time.
Route route_of_scenario(const ExpandedStudy& study, std::size_t id);

/// The routes of all scenarios of a study. A route is the list of steps into which the latency of a
/// request is divided. Scenarios with the same deployment and the same origin of requests share one
/// Route object. With `relay: store-and-forward` the steps also depend on the links, so
/// that scenarios share it only within one sweep point.
class Routes {
 public:
  explicit Routes(const ExpandedStudy& study);

  const Route& of(std::size_t id) const { return different_[of_scenario_[id]]; }
  const std::vector<Route>& different() const { return different_; }

 private:
  std::vector<Route> different_;
  std::vector<std::size_t> of_scenario_;
};

}  // namespace tiersim
