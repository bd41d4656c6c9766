#pragma once

#include "models/operators/cuts.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// The two halves of a graph. Running one after the other gives bit for bit the same result as the
/// whole graph.
std::vector<Graph> split(const Graph& lowered, int after_node);

}  // namespace tiersim::models
