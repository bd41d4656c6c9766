#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <functional>
#include <string>

namespace tiersim::models {

/// Every node of a block and of the blocks within, in order.
void for_each_node(const torch::jit::Block& block,
                   const std::function<void(const torch::jit::Node&)>& visit);

/// "aten::conv2d"
std::string operation_of(const torch::jit::Node& node);

/// The path of the module that a node belongs to, "layer1.0.conv1": from the names of its weights
/// or from the calls that led to it; empty where the file does not tell.
std::string layer_of(const torch::jit::Node& node);

/// `aten::silu at layer "act"`, or without the layer where the file does not tell.
std::string place_of(const torch::jit::Node& node);

}  // namespace tiersim::models
