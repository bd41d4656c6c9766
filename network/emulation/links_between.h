#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "network/link/topology.h"

namespace tiersim {

/// The part of a topology that messages between these pairs of places need: all places, with the
/// same numbers, and the links of the paths between the pairs. Links that no message uses need no
/// emulation.
Topology links_between(const Topology& topology,
                       const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

}  // namespace tiersim
