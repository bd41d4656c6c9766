#include "models/import/arguments.h"

#include <fmt/format.h>
#include <torch/csrc/jit/ir/constants.h>

#include "models/torchscript/script_graph.h"

namespace tiersim::models::script {
namespace {

[[noreturn]] void refuse(const Operation& operation, const std::string& why) {
  throw Obstacle{fmt::format("{} ({})", place_of(operation), why)};
}

}  // namespace

void require(bool holds, const Operation& operation, const std::string& why) {
  if (!holds) refuse(operation, why);
}

c10::IValue constant(const Operation& operation, const char* argument) {
  const torch::jit::Value* value = operation.namedInput(argument);
  const auto known = torch::jit::toIValue(value);
  if (known) return *known;
  if (value->node()->kind() != torch::jit::prim::ListConstruct)
    refuse(operation, fmt::format("{} is computed", argument));
  c10::List<std::int64_t> list;
  for (const torch::jit::Value* element : value->node()->inputs()) {
    const auto number = torch::jit::toIValue(element);
    if (!number || !number->isInt()) refuse(operation, fmt::format("{} is computed", argument));
    list.push_back(number->toInt());
  }
  return list;
}

std::vector<std::int64_t> numbers(const Operation& operation, const char* argument) {
  const c10::IValue value = constant(operation, argument);
  if (value.isInt()) return {value.toInt()};
  require(value.isIntList(), operation, fmt::format("{} is no list of numbers", argument));
  return value.toIntVector();
}

std::int64_t square(const Operation& operation, const char* argument) {
  const std::vector<std::int64_t> both = numbers(operation, argument);
  require(!both.empty() && both.front() == both.back(), operation,
          fmt::format("{} differs between height and width", argument));
  return both.front();
}

at::Tensor weights(const Operation& operation, const char* argument) {
  const c10::IValue value = constant(operation, argument);
  if (value.isNone()) return {};
  require(value.isTensor() && value.toTensor().scalar_type() == at::kFloat, operation,
          fmt::format("{} is not float32", argument));
  return value.toTensor().detach().contiguous();
}

double number(const Operation& operation, const char* argument) {
  const c10::IValue value = constant(operation, argument);
  require(value.isScalar(), operation, fmt::format("{} is not set", argument));
  return value.toScalar().toDouble();
}

}  // namespace tiersim::models::script
