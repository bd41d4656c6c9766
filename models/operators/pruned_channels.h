#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Keeps this share of the units of every chain, and at least one unit.
Graph remove_channels(const Graph& graph, double kept_share);

}  // namespace tiersim::models
