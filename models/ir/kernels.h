#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Computes a node's value from the values of its operands.
using Kernel = std::function<at::Tensor(at::TensorList)>;

/// The bias of a convolution or linear layer; nothing if the node has none.
c10::optional<at::Tensor> bias_of(const Node& node);

/// A kernel of LibTorch's float32 operations. Convolutions and linear layers run on oneDNN, with
/// weights that are packed once. The result of a convolution stays in oneDNN's layout; only dense()
/// makes it readable for other operations. `overwrites`: the kernel may write over its first
/// operand, because that comes from a convolution and no later node reads it. Throws
/// std::invalid_argument for a batch norm, which must be folded first.
Kernel float_kernel(const Node& node, bool overwrites = false);

/// The value in a layout that any operation reads.
at::Tensor dense(const at::Tensor& x);

/// A dense image, float32 or quint8 [N, C, H, W], in the memory order that int8 kernels read.
at::Tensor channels_last(const at::Tensor& x);

/// A kernel for the input: converts images to the layout that the next nodes read: int8 kernels,
/// float32 kernels or a module.
Kernel input_kernel(const Graph& graph);

/// A kernel of oneDNN's int8 operations with weights that are packed once, or a loop of ours.
/// `operand` is the first operand of the node. Throws std::invalid_argument for a weight that is
/// not int8 yet.
Kernel int8_kernel(const Node& node, const Node& operand);

/// The library and type that compute a node with weights: "onednn int8", "onednn float32",
/// "torchscript float32" or "torchscript int8 (onednn)". Empty for other nodes.
std::string kernel_backend(const Node& node);

}  // namespace tiersim::models
