#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A function that computes a node's value from the values of its operands. The input node's kernel
/// gets the model's input. The kernel of attention may get a padding mask as a fourth value.
using Kernel = std::function<at::Tensor(at::TensorList)>;

/// The bias of a convolution or linear layer, float32 [out]; nothing if the node has none.
c10::optional<at::Tensor> bias_of(const Node& node);

/// Makes a float32 kernel for a node, from LibTorch's operations. Convolutions and linear layers
/// run on oneDNN, with weights that are packed once, in this call. The result of a convolution may
/// be in oneDNN's own layout; dense() converts it for operations that cannot read this layout.
/// `overwrites`: the kernel of an add may write over its first operand, because that comes from a
/// convolution and no later node reads it. Throws std::invalid_argument for a batch norm or
/// dropout, which lower() must have removed, and for an input, quantize or dequantize node.
Kernel float_kernel(const Node& node, bool overwrites = false);

/// Converts a tensor from oneDNN's own layout to an ordinary strided tensor, which any operation
/// can read. Other tensors are returned unchanged.
at::Tensor dense(const at::Tensor& x);

/// Returns the images `x` in the memory order channels-last, which int8 kernels read. `x` is
/// float32 or quint8 [N, C, H, W], and must not be in oneDNN's own layout. If `x` already has this
/// order, it is returned unchanged.
at::Tensor channels_last(const at::Tensor& x);

/// Makes the kernel of the input node. It converts images [N, C, H, W] to the layout that the nodes
/// behind it read: channels last for int8 kernels and for quint8 images, oneDNN's layout for
/// float32 kernels, unchanged for a TorchScript module. Other inputs stay unchanged.
Kernel input_kernel(const Graph& graph);

/// Makes an int8 kernel for a quantized node. Convolutions and linear layers run on oneDNN, with
/// weights that are packed in this call; other kinds are an operation of LibTorch or a loop of our
/// own. `operand` is the node that computes the first operand. Throws std::invalid_argument for a
/// weight that is not int8 yet and for a kind without int8 kernel.
Kernel int8_kernel(const Node& node, const Node& operand);

/// The library and the type of numbers with which a conv2d, linear or torchscript node computes:
/// "onednn int8", "onednn float32", "torchscript float32" or "torchscript int8 (onednn)". For int8,
/// the library is the one that LibTorch uses now (use_inference_settings() selects oneDNN). Empty
/// for nodes of other kinds.
std::string kernel_backend(const Node& node);

}  // namespace tiersim::models
