#pragma once

#include "models/operators/cuts.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// Splits a lowered graph (lower.h) after the node with index `after_node` into two graphs. The
/// output of the first is the input of the second. Running one after the other gives bit for bit
/// the same result as the whole graph, except for texts with padding: the second graph does not
/// know which tokens are padding. Throws std::invalid_argument if a later node reads another value
/// of the first graph.
std::vector<Graph> split(const Graph& lowered, int after_node);

}  // namespace tiersim::models
