#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// What computes a node from the values of its operands.
using Kernel = std::function<at::Tensor(at::TensorList)>;

/// LibTorch's float32 operations; convolutions with weights packed for oneDNN at the first input.
/// Throws std::invalid_argument for a batch norm, which has to be folded first.
Kernel float_kernel(const Node& node);

/// oneDNN's int8 kernels on weights packed once, and loops of our own between them. `operand` is
/// the node that is read first. Throws std::invalid_argument for a weight that is not int8 yet.
Kernel int8_kernel(const Node& node, const Node& operand);

/// What computes a node with weights: "onednn int8", "onednn float32" or "blas float32"; empty
/// for other nodes.
std::string kernel_backend(const Node& node);

}  // namespace tiersim::models
