#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "sim/request.h"

namespace tiersim {

/// The steps of a scenario's requests.
Route route_of_scenario(const ExpandedStudy& study, std::size_t id);

/// The routes of all scenarios of a study. Equal routes are kept once.
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
