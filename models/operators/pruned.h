#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// The mask of magnitude pruning for one node, float32 of the shape of the node's weight: 1 where
/// the operator `pruned` keeps the weight, 0 elsewhere. It keeps the four weights of largest
/// absolute value of every 3x3 kernel, and the two of every four neighbouring inputs of a 1x1
/// convolution or linear layer. Returns an undefined tensor if the node is not pruned. Not pruned
/// are nodes that compute logits (`is_classifier`), nodes of other kinds or kernel sizes, and nodes
/// with fewer than four input channels per group.
at::Tensor pruning_mask(const Node& node, bool is_classifier);

}  // namespace tiersim::models
