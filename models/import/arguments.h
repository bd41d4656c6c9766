#pragma once

#include <ATen/core/ivalue.h>
#include <torch/csrc/jit/ir/ir.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::models {

/// What of a TorchScript graph our representation cannot hold: `aten::silu at layer "act"`.
struct Obstacle {
  std::string what;
};

using Operation = torch::jit::Node;

namespace script {

/// Throws Obstacle, naming the operation and the reason, unless it holds.
void require(bool holds, const Operation& operation, const std::string& why);

/// Arguments of an operation that have to be known when a model is imported: by the names of its
/// schema. All throw Obstacle where an argument is computed, or is something else.
c10::IValue constant(const Operation& operation, const char* argument);
double number(const Operation& operation, const char* argument);
std::vector<std::int64_t> numbers(const Operation& operation, const char* argument);
/// The one number that holds for height and width.
std::int64_t square(const Operation& operation, const char* argument);
/// A float32 tensor; undefined for None.
at::Tensor weights(const Operation& operation, const char* argument);

}  // namespace script

}  // namespace tiersim::models
