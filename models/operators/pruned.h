#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// The mask of magnitude pruning for one node, float32 of the shape of the node's weight: 1 where
/// the operator `pruned` keeps the weight, 0 elsewhere. Returns an undefined tensor if the node is
/// not pruned. A node that computes logits (`is_classifier`) is not pruned.
at::Tensor pruning_mask(const Node& node, bool is_classifier);

}  // namespace tiersim::models
