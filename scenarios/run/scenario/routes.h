#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "sim/request.h"

namespace tiersim {

/// The parts of a scenario's requests' time.
Route route_of_scenario(const ExpandedStudy& study, std::size_t id);

/// Those of all scenarios of a study, of which most are alike.
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
