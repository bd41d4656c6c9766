#include <torch/csrc/jit/ir/constants.h>

#include <utility>

#include "models/import/translation.h"

namespace tiersim::models {
namespace {

using script::constant, script::number, script::require;

bool is_ordinary(Form form) {
  return form == Form::image || form == Form::pooled || form == Form::features ||
         form == Form::tokens;
}

template <NodeKind kind>
void unary(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  require(is_ordinary(x.form), operation, "of a changed shape");
  translation.append_result(operation, make_node_of(kind, {x.index}), x.form);
}

void hardtanh(Translation& translation, const Operation& operation) {
  require(number(operation, "min_val") == 0 && number(operation, "max_val") == 6, operation,
          "not from 0 to 6");
  unary<NodeKind::relu6>(translation, operation);
}

void gelu(Translation& translation, const Operation& operation) {
  require(constant(operation, "approximate").toStringRef() == "none", operation, "approximate");
  unary<NodeKind::gelu>(translation, operation);
}

bool equal_shapes(const Translation& translation, const Translated& a, const Translated& b) {
  return translation.sample_of(a.index).sizes() == translation.sample_of(b.index).sizes();
}

/// The only number of a constant operand.
c10::optional<double> factor_of(const torch::jit::Value* value) {
  const auto known = torch::jit::toIValue(value);
  if (!known) return c10::nullopt;
  if (known->isScalar()) return known->toScalar().toDouble();
  if (known->isTensor() && known->toTensor().defined() && known->toTensor().numel() == 1)
    return known->toTensor().item().toDouble();
  return c10::nullopt;
}

/// factor x + offset of an image: a convolution of each channel with one weight.
void scaled_image(Translation& translation, const Operation& operation, double factor,
                  double offset) {
  const int x = translation.image(operation).index;
  Node node = make_node_of(NodeKind::conv2d, {x});
  node.groups = translation.sample_of(x).size(1);
  node.tensors["weight"] = at::full({node.groups, 1, 1, 1}, factor);
  node.tensors["bias"] = at::full({node.groups}, offset);
  translation.append_result(operation, std::move(node), Form::image);
}

/// x + a constant of the shape of one item, such as the positions of tokens.
void add_constant(Translation& translation, const Operation& operation, const Translated& x) {
  const auto known = torch::jit::toIValue(operation.input(1));
  require(known && known->isTensor() && known->toTensor().scalar_type() == at::kFloat &&
              known->toTensor().sizes() == translation.sample_of(x.index).sizes() &&
              is_ordinary(x.form) && x.form != Form::pooled,
          operation, "of an operand that is constant and has another shape, or is computed");
  Node node = make_node_of(NodeKind::add_constant, {x.index});
  node.tensors["value"] = known->toTensor().detach().contiguous();
  translation.append_result(operation, std::move(node), x.form);
}

void add(Translation& translation, const Operation& operation) {
  const Translated left = translation.operand(operation);
  require(number(operation, "alpha") == 1, operation, "alpha is not 1");
  if (const auto offset = factor_of(operation.input(1)))
    return scaled_image(translation, operation, 1, *offset);
  const Translated* right = translation.find(operation.input(1));
  if (!right) return add_constant(translation, operation, left);
  require(
      left.form == right->form && is_ordinary(left.form) && equal_shapes(translation, left, *right),
      operation, "with operands of two shapes");
  translation.append_result(operation, make_node_of(NodeKind::add, {left.index, right->index}),
                            left.form);
}

void multiply(Translation& translation, const Operation& operation) {
  if (const auto factor = factor_of(operation.input(1))) {
    Translated x = translation.operand(operation);
    if (x.form == Form::image) return scaled_image(translation, operation, *factor, 0);
    require(x.form == Form::heads || x.form == Form::scores, operation, "with a constant");
    x.factor *= *factor;
    return translation.set(operation, x);
  }
  Translated left = translation.operand(operation, 0), right = translation.operand(operation, 1);
  if (left.form == Form::pooled && right.form == Form::image) std::swap(left, right);
  const bool gates =
      left.form == Form::image && right.form == Form::pooled &&
      translation.sample_of(left.index).size(1) == translation.sample_of(right.index).size(1);
  require(gates || (left.form == right.form && is_ordinary(left.form) &&
                    equal_shapes(translation, left, right)),
          operation, "with operands of two shapes");
  translation.append_result(operation, make_node_of(NodeKind::multiply, {left.index, right.index}),
                            left.form);
}

void divide(Translation& translation, const Operation& operation) {
  Translated x = translation.operand(operation);
  require(
      !operation.hasNamedInput("rounding_mode") || constant(operation, "rounding_mode").isNone(),
      operation, "rounded");
  const auto divisor = factor_of(operation.input(1));
  require(divisor && (x.form == Form::heads || x.form == Form::scores), operation,
          "outside attention");
  x.factor /= *divisor;
  translation.set(operation, x);
}

void nothing(Translation& translation, const Operation& operation) {
  translation.set(operation, translation.operand(operation));
}

void dropout(Translation& translation, const Operation& operation) {
  require(!constant(operation, "train").toBool(), operation, "in training");
  nothing(translation, operation);
}

}  // namespace

void add_function_handlers(Handlers& handlers) {
  handlers.insert({{"aten::relu", unary<NodeKind::relu>},
                   {"aten::relu6", unary<NodeKind::relu6>},
                   {"aten::hardtanh", hardtanh},
                   {"aten::sigmoid", unary<NodeKind::sigmoid>},
                   {"aten::silu", unary<NodeKind::silu>},
                   {"aten::hardsigmoid", unary<NodeKind::hardsigmoid>},
                   {"aten::hardswish", unary<NodeKind::hardswish>},
                   {"aten::gelu", gelu},
                   {"aten::tanh", unary<NodeKind::tanh>},
                   {"aten::add", add},
                   {"aten::mul", multiply},
                   {"aten::div", divide},
                   {"aten::dropout", dropout},
                   {"aten::feature_dropout", dropout},
                   {"aten::contiguous", nothing},
                   {"aten::detach", nothing}});
}

}  // namespace tiersim::models
