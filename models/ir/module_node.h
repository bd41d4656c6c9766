#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/ir/kernels.h"

namespace torch::jit {
struct Module;
}

namespace tiersim::models {

/// A graph of one torchscript node that holds a frozen module. Counts the bytes of its weights and,
/// where `facts` leave them open, its parameters.
Graph graph_of_module(const torch::jit::Module& frozen, ModuleFacts facts);

/// The torchscript node of a graph; nullptr where it has none.
const Node* find_module(const Graph& graph);

/// The module of a torchscript node, as it was saved.
torch::jit::Module module_of(const Node& node);

/// Runs the module, deserialized once; with LibTorch's own optimizations for inference
/// (convolutions in oneDNN's layouts) where the node says so.
Kernel torchscript_kernel(const Node& node);

/// The operations of the module in order: "aten::conv2d", "quantized::conv2d_relu".
std::vector<std::string> module_operations(const Node& node);

/// Bytes of all tensors that a frozen module computes with, packed int8 weights included.
std::int64_t module_bytes(const torch::jit::Module& frozen);

}  // namespace tiersim::models
