#pragma once

#include <map>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Maps the name of a node to a mask of the shape of its weight: 1 or true where the weight stays,
/// 0 or false where it becomes zero.
using WeightMasks = std::map<std::string, at::Tensor>;

/// Sets the weights of `graph` to zero, in place, where the mask of their node is 0 or false.
/// Copies of the graph that share these tensors change, too. Nodes without a mask stay unchanged.
void mask_weights(Graph& graph, const WeightMasks& masks);

}  // namespace tiersim::models
