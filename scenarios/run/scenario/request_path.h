#pragma once

#include <string>

#include "network/link/topology.h"
#include "scenarios/study/study.h"
#include "sim/journey.h"

namespace tiersim {

/// Where a scenario's requests go, and over which links.
struct RequestPath {
  std::string origin;  ///< where requests start and where their answers return
  Topology topology;
  Journey journey;
};

/// A request stops at the tiers that compute. With `relay: store-and-forward` it also stops at
/// every place on its way there and back.
RequestPath request_path(const Study& study, const std::string& deployment);

}  // namespace tiersim
