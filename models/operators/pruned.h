#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// A tensor of the weight's shape: 1 where `pruned` keeps the weight, 0 elsewhere. Undefined for
/// nodes that are not pruned.
at::Tensor pruning_mask(const Node& node, bool is_classifier);

}  // namespace tiersim::models
