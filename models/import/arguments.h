#pragma once

#include <ATen/core/ivalue.h>
#include <torch/csrc/jit/ir/ir.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// The exception that is thrown if a TorchScript graph has an operation that no node kind has.
/// `what` names the operation: `aten::silu at layer "act"`.
struct Obstacle {
  std::string what;
};

using Operation = torch::jit::Node;  ///< a node of a TorchScript graph

namespace script {

/// Throws Obstacle, with the operation and the reason `why`, if `holds` is false.
void require(bool holds, const Operation& operation, const std::string& why);

/// Each of the next three functions returns the value of an argument of a TorchScript operation.
/// `argument` is the argument's name in the operation's schema. The value must be a constant of the
/// graph. Each function throws Obstacle if the value is computed or has another type than the
/// function returns.
c10::IValue constant(const Operation& operation, const char* argument);
double number(const Operation& operation, const char* argument);
std::vector<std::int64_t> numbers(const Operation& operation, const char* argument);
/// The value of an argument that has one number for height and one for width. Throws Obstacle if
/// the two differ.
std::int64_t square(const Operation& operation, const char* argument);
/// The value of an argument that is a float32 tensor; undefined if the argument is None. Throws
/// Obstacle for any other value.
at::Tensor weights(const Operation& operation, const char* argument);

}  // namespace script

}  // namespace tiersim::models
