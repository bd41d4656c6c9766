#pragma once

#include <map>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// By name of a node, which of its weights stay: 1 or true of the weight's shape; elsewhere zero.
using WeightMasks = std::map<std::string, at::Tensor>;

/// Sets the weights of `graph` that do not stay to zero, in place.
void mask_weights(Graph& graph, const WeightMasks& masks);

}  // namespace tiersim::models
