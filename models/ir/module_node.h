#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/ir/kernels.h"

namespace torch::jit {
struct Module;
}

namespace tiersim::models {

/// A graph of one torchscript node with a frozen module. Sets the bytes of its weights and, if
/// `facts` do not have them, its parameters.
Graph graph_of_module(const torch::jit::Module& frozen, ModuleFacts facts);

/// The torchscript node of a graph; nullptr if it has none.
const Node* find_module(const Graph& graph);

/// The module of a torchscript node, deserialized.
torch::jit::Module module_of(const Node& node);

/// A kernel that runs the module, which is deserialized once. Uses LibTorch's own optimizations for
/// inference (convolutions in oneDNN's layouts) if the node's facts allow it.
Kernel torchscript_kernel(const Node& node);

/// The operations of the module, in order: "aten::conv2d", "quantized::conv2d_relu", ...
std::vector<std::string> module_operations(const Node& node);

/// The bytes of all tensors that a frozen module computes with, packed int8 weights included.
std::int64_t module_bytes(const torch::jit::Module& frozen);

}  // namespace tiersim::models
