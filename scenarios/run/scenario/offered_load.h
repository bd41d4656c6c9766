#pragma once

#include <string>
#include <vector>

#include "network/link/topology.h"
#include "sim/simulate.h"

namespace tiersim {

/// One message that every request sends, and the links that it crosses.
struct CrossingMessage {
  std::vector<Topology::Hop> path;
  double bytes;  ///< mean
};

std::vector<CrossingMessage> crossing_messages(const Topology& topology, const Scenario& scenario);

/// Names a link that no message of the scenario can pass; empty if there is none.
std::string closed_link(const Topology& topology, const std::vector<CrossingMessage>& messages);

/// Why a scenario says nothing of the steady state: a tier or a link is offered more than it can
/// serve, however long requests keep coming. Empty if none is. A link whose capacity is not known
/// beforehand (Wi-Fi) is not checked.
std::string overload(const Topology& topology, const std::vector<CrossingMessage>& messages,
                     const Scenario& scenario);

}  // namespace tiersim
