#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include <functional>
#include <string>

namespace tiersim::models {

/// Calls `visit` for every node of a TorchScript block and of the blocks nested in it, in program
/// order.
void for_each_node(const torch::jit::Block& block,
                   const std::function<void(const torch::jit::Node&)>& visit);

/// The qualified name of the operation that a TorchScript node performs, such as "aten::conv2d".
std::string operation_of(const torch::jit::Node& node);

/// The path of the module that a TorchScript node comes from, such as "layer1.0.conv1". The names
/// of the node's weights tell the path, or else the inlined module calls that led to the node.
/// Returns "" if the file has neither.
std::string layer_of(const torch::jit::Node& node);

/// A text that tells users where in a model a TorchScript node is: its operation and its layer,
/// such as `aten::elu at layer "act"`. The text has no layer if layer_of() does not find one.
std::string place_of(const torch::jit::Node& node);

}  // namespace tiersim::models
