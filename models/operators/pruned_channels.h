#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Returns a smaller copy of `graph`. A channel chain (channel_chains.h) is a group of layers that
/// share channels. Its units are channels, groups of channels, attention heads or columns. In every
/// chain, the fraction `kept_share` of the units stays, rounded, but at least one unit. These are
/// the units with the largest sum of absolute weights (unit_importance()). Throws OperatorError if
/// the graph has no channel chain.
Graph remove_channels(const Graph& graph, double kept_share);

}  // namespace tiersim::models
