#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// What computes a node from the values of its operands.
using Kernel = std::function<at::Tensor(at::TensorList)>;

/// The bias of a convolution or linear layer; nothing if the node has none.
c10::optional<at::Tensor> bias_of(const Node& node);

/// LibTorch's float32 operations. Convolutions and linear layers run on oneDNN, on weights packed
/// once; what convolutions give stays in its layout, opaque to other operations, until dense().
/// `overwrites`: the first operand is what a convolution gave, and nothing reads it any more.
/// Throws std::invalid_argument for a batch norm, which has to be folded first.
Kernel float_kernel(const Node& node, bool overwrites = false);

/// The value in strides that any operation reads.
at::Tensor dense(const at::Tensor& x);

/// A dense image in the order that int8 kernels read, float32 or quint8 [N, C, H, W].
at::Tensor channels_last(const at::Tensor& x);

/// Puts images into the layout of what reads them: int8 kernels, float32 ones, or a module.
Kernel input_kernel(const Graph& graph);

/// oneDNN's int8 kernels on weights packed once, and loops of our own between them. `operand` is
/// the node that is read first. Throws std::invalid_argument for a weight that is not int8 yet.
Kernel int8_kernel(const Node& node, const Node& operand);

/// What computes a node with weights: "onednn int8", "onednn float32", "torchscript float32" or
/// "torchscript int8 (onednn)"; empty for other nodes.
std::string kernel_backend(const Node& node);

}  // namespace tiersim::models
