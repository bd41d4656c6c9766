#include <cmath>
#include <string>
#include <utility>

#include "models/import/translation.h"
#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

using script::constant, script::require, script::weights;

/// The products of queries and keys, or of the shares and the values.
void product(Translation& translation, const Operation& operation) {
  const Translated left = translation.operand(operation, 0),
                   right = translation.operand(operation, 1);
  if (left.form == Form::heads && right.form == Form::turned_heads && left.parts == right.parts) {
    return translation.set(
        operation, {left.index, Form::scores, left.parts, right.index, left.factor * right.factor});
  }
  require(left.form == Form::shares && right.form == Form::heads && left.parts == right.parts &&
              right.factor == 1,
          operation, "outside attention");
  Node node = make_node_of(NodeKind::attention, {left.index, left.keys, right.index});
  node.heads = left.parts;
  const int index = translation.append(operation, std::move(node));
  translation.set(operation, {index, Form::heads, left.parts});
}

void softmax(Translation& translation, const Operation& operation) {
  Translated x = translation.operand(operation);
  const std::int64_t dimension = constant(operation, "dim").toInt();
  require(x.form == Form::scores && (dimension == -1 || dimension == 2), operation,
          "outside attention");
  require(constant(operation, "dtype").isNone(), operation, "of another type");
  const std::int64_t width = translation.sample_of(x.index).size(2) / x.parts;
  require(std::abs(x.factor * std::sqrt(static_cast<double>(width)) - 1) < 1e-6, operation,
          "of scores that are not divided by the root of the width of a head");
  x.form = Form::shares;
  translation.set(operation, x);
}

Node layer_of_rows(int x, const at::Tensor& weight, const at::Tensor& bias, std::int64_t begin,
                   std::int64_t count) {
  Node node = make_node_of(NodeKind::linear, {x});
  node.tensors["weight"] = weight.narrow(0, begin, count).contiguous();
  if (bias.defined()) node.tensors["bias"] = bias.narrow(0, begin, count).contiguous();
  return node;
}

/// torch.nn.MultiheadAttention as one operation.
void multi_head_attention(Translation& translation, const Operation& operation) {
  for (const std::size_t i : {0U, 1U, 2U})
    require(translation.operand(operation, i).form == Form::tokens, operation, "not of tokens");
  require(constant(operation, "mask").isNone(), operation, "with a mask");
  require(operation.output(1)->uses().empty(), operation, "whose weights are read");
  std::string layer = layer_of(operation);
  const std::string end = ".out_proj";
  if (layer.size() > end.size() && layer.compare(layer.size() - end.size(), end.size(), end) == 0)
    layer.resize(layer.size() - end.size());
  if (layer.empty()) layer = "attention";
  const at::Tensor weight = weights(operation, "qkv_weight"), bias = weights(operation, "qkv_bias");
  const std::int64_t width = weight.size(1);
  Node attention = make_node_of(NodeKind::attention, {});
  attention.heads = constant(operation, "num_head").toInt();
  const char* names[] = {".query", ".key", ".value"};
  for (std::size_t i = 0; i < 3; ++i) {
    const int x = translation.operand(operation, i).index;
    attention.inputs.push_back(translation.append(
        operation, layer_of_rows(x, weight, bias, static_cast<std::int64_t>(i) * width, width),
        layer + names[i]));
  }
  const int attended = translation.append(operation, std::move(attention), layer);
  const int projected =
      translation.append(operation,
                         layer_of_rows(attended, weights(operation, "proj_weight"),
                                       weights(operation, "proj_bias"), 0, width),
                         layer + end);
  translation.set(operation.output(0), {projected, Form::tokens});
}

}  // namespace

void add_attention_handlers(Handlers& handlers) {
  handlers.insert({{"aten::bmm", product},
                   {"aten::matmul", product},
                   {"aten::softmax", softmax},
                   {"aten::_native_multi_head_attention", multi_head_attention}});
}

}  // namespace tiersim::models
