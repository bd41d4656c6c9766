#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <functional>
#include <string>

namespace tiersim::models {

/// Visits every node of a block and of its inner blocks, in order.
void for_each_node(const torch::jit::Block& block,
                   const std::function<void(const torch::jit::Node&)>& visit);

/// The name of a node's operation, such as "aten::conv2d".
std::string operation_of(const torch::jit::Node& node);

/// The path of the module that a node belongs to, such as "layer1.0.conv1". It comes from the names
/// of the node's weights, or from the calls that led to the node. Empty if the file has neither.
std::string layer_of(const torch::jit::Node& node);

/// Operation and layer of a node, such as `aten::silu at layer "act"`. The layer is left out if it
/// is not known.
std::string place_of(const torch::jit::Node& node);

}  // namespace tiersim::models
