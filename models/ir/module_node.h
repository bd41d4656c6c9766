#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/ir/kernels.h"

namespace torch::jit {
struct Module;
}

namespace tiersim::models {

/// Makes a graph of one input and one torchscript node, which runs a frozen module. The node gets
/// `facts`, with two changes: the bytes of the module's tensors are set, and, if the number of
/// parameters is 0, it becomes the number of the module's floating-point constants.
Graph graph_of_module(const torch::jit::Module& frozen, ModuleFacts facts);

/// The first torchscript node of a graph; nullptr if the graph has none.
const Node* find_module(const Graph& graph);

/// Loads the module that a torchscript node stores as bytes.
torch::jit::Module module_of(const Node& node);

/// Makes a kernel that runs the module of a torchscript node. The module is loaded once, in this
/// call. LibTorch's own optimizations for inference (convolutions in oneDNN's layouts) are used if
/// the node's facts say so.
Kernel torchscript_kernel(const Node& node);

/// The names of all operations in the module of a torchscript node, in order, without constants:
/// "aten::conv2d", "quantized::conv2d_relu", ...
std::vector<std::string> module_operations(const Node& node);

/// The bytes of all tensors that a frozen module computes with, packed int8 weights included.
std::int64_t module_bytes(const torch::jit::Module& frozen);

}  // namespace tiersim::models
