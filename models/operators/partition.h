#pragma once

#include "models/operators/cuts.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// Splits a lowered graph (lower.h) after the node with index `after_node` into two graphs. The
/// output of the first is the input of the second. Running one after the other gives bit for bit
/// the same result as the whole graph.
std::vector<Graph> split(const Graph& lowered, int after_node);

}  // namespace tiersim::models
