#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Returns a smaller copy of `graph`. In every channel chain (channel_chains.h), only the fraction
/// `kept_share` of the units stays, and at least one unit; these are the most important ones.
/// Throws OperatorError if the graph has no channel chain.
Graph remove_channels(const Graph& graph, double kept_share);

}  // namespace tiersim::models
