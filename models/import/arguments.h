#pragma once

#include <ATen/core/ivalue.h>
#include <torch/csrc/jit/ir/ir.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// The exception that is thrown if a TorchScript graph cannot become a graph of nodes
/// (models/ir/graph.h), because no kind of node has one of its operations or settings. It is not a
/// std::exception. `what` names the operation, such as `aten::elu at layer "act"`, and the reason
/// if there is one to add.
struct Obstacle {
  std::string what;
};

using Operation = torch::jit::Node;  ///< a node of a TorchScript graph

namespace script {

/// Throws Obstacle, with the operation and the reason `why`, if `holds` is false.
void require(bool holds, const Operation& operation, const std::string& why);

/// Returns the value of an argument of a TorchScript operation. `argument` is the name of the
/// argument in the operation's schema. The value must be a constant of the graph or a list of
/// constant integers. Throws Obstacle if the value is computed.
c10::IValue constant(const Operation& operation, const char* argument);
/// The value of the argument named `argument`, a number, as a double. Throws Obstacle if the value
/// is computed or is no number.
double number(const Operation& operation, const char* argument);
/// The value of the argument named `argument`, a list of integers. A single integer gives a list of
/// one. Throws Obstacle if the value is computed or is neither an integer nor a list of integers.
std::vector<std::int64_t> numbers(const Operation& operation, const char* argument);
/// The value of an argument that has one integer for height and one for width, or one for both.
/// Throws Obstacle if the two differ, or if the value is computed or has no integers.
std::int64_t square(const Operation& operation, const char* argument);
/// The value of an argument that is a float32 tensor; undefined if the argument is None. Throws
/// Obstacle for any other value.
at::Tensor weights(const Operation& operation, const char* argument);

}  // namespace script

}  // namespace tiersim::models
