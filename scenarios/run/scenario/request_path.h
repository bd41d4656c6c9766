#pragma once

#include <string>

#include "network/link/topology.h"
#include "scenarios/study/study.h"
#include "sim/journey.h"

namespace tiersim {

/// The path of a scenario's requests: the place where they start, the network, and the places where
/// they stop.
struct RequestPath {
  std::string origin;  ///< the place where requests start and their answers return
  Topology topology;
  Journey journey;
};

/// Returns the path of the requests of `deployment`, which names the tiers that compute
/// ("edge-cloud"). A request stops at these tiers. With `relay: store-and-forward` it also stops at
/// every place that it passes, in both directions.
RequestPath request_path(const Study& study, const std::string& deployment);

}  // namespace tiersim
