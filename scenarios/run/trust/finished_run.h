#pragma once

#include <vector>

#include "network/fidelity.h"
#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/request.h"
#include "sim/simulate.h"

namespace tiersim {

/// A scenario that has run, as far as the trust in its answer follows from it. The objects that it
/// refers to must outlive it.
struct FinishedRun {
  const Topology& topology;
  const Scenario& scenario;
  const std::vector<RequestRecord>& requests;
  Transport transport;
  Fidelity fidelity{Fidelity::packet};
  int packets_per_segment{1};  ///< packets_per_segment() of network/fidelity.h
  Traffic traffic{};           ///< the traffic from which `packets_per_segment` was chosen
  bool emulated{false};        ///< real packets crossed the links; nothing was simulated
  /// The time that workers were busy, summed over the workers of each stage's tier.
  std::vector<Duration> busy{};
  Duration span{0};  ///< from the begin of the requests to the end of the run
};

}  // namespace tiersim
