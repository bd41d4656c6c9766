#pragma once

#include <ATen/core/ivalue.h>
#include <torch/csrc/jit/ir/ir.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// Thrown for a part of a TorchScript graph that has no node here: `aten::silu at layer "act"`.
struct Obstacle {
  std::string what;
};

using Operation = torch::jit::Node;

namespace script {

/// Throws Obstacle, with the operation and `why`, unless `holds`.
void require(bool holds, const Operation& operation, const std::string& why);

/// Values of an operation's arguments, by their names in its schema. They must be constants of the
/// graph. All throw Obstacle if an argument is computed or has another type.
c10::IValue constant(const Operation& operation, const char* argument);
double number(const Operation& operation, const char* argument);
std::vector<std::int64_t> numbers(const Operation& operation, const char* argument);
/// The one value of an argument for height and width. Throws Obstacle if the two differ.
std::int64_t square(const Operation& operation, const char* argument);
/// A float32 tensor; undefined for None.
at::Tensor weights(const Operation& operation, const char* argument);

}  // namespace script

}  // namespace tiersim::models
