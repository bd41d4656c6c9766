#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "network/link/topology.h"

namespace tiersim {

/// Returns the part of a topology that has to be emulated for messages between these pairs of
/// places. A pair has the indices of the sender and the receiver in Topology::places. The result
/// has all places of `topology` in the same order. It has only the links on the paths from sender
/// to receiver, also in the same order. Throws std::out_of_range if no path joins a pair.
Topology links_between(const Topology& topology,
                       const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

}  // namespace tiersim
