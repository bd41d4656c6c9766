#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The tensors that a concat node joins, in order: its tensor "first", if it has one, once for each
/// item of the batch, then `operands`.
std::vector<at::Tensor> with_first(const Node& node, at::TensorList operands);

}  // namespace tiersim::models
