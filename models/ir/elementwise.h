#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A function of float32 tensors that computes each number of its result from one number alone.
using ElementwiseFunction = at::Tensor (*)(const at::Tensor&);

/// The function of a node of an elementwise kind: relu, relu6, sigmoid, silu, hardsigmoid,
/// hardswish, gelu, tanh. nullptr for all other kinds.
ElementwiseFunction elementwise_function(NodeKind kind);

}  // namespace tiersim::models
