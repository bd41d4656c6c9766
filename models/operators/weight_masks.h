#pragma once

#include <map>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Masks by the name of a node, of the shape of its weight: 1 or true where the weight stays.
using WeightMasks = std::map<std::string, at::Tensor>;

/// Sets all other weights of the nodes in `masks` to zero, in place.
void mask_weights(Graph& graph, const WeightMasks& masks);

}  // namespace tiersim::models
