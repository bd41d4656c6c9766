#include <utility>
#include <vector>

#include "models/import/translation.h"

namespace tiersim::models {
namespace {

using script::constant, script::number, script::numbers, script::require, script::square,
    script::weights;

void set_bias(Node& node, const Operation& operation) {
  if (const at::Tensor bias = weights(operation, "bias"); bias.defined())
    node.tensors["bias"] = bias;
}

/// A convolution of what global pooling gives: a linear layer on [N, C].
void convolution_of_pixel(Translation& translation, const Operation& operation, int x) {
  Node node = make_node_of(NodeKind::linear, {x});
  const at::Tensor weight = weights(operation, "weight");
  require(weight.size(2) == 1 && weight.size(3) == 1 && constant(operation, "groups").toInt() == 1,
          operation, "of a pooled image with a kernel or with groups");
  node.tensors["weight"] = weight.flatten(1);
  set_bias(node, operation);
  translation.append_result(operation, std::move(node), Form::pooled);
}

void convolution(Translation& translation, const Operation& operation) {
  require(square(operation, "dilation") == 1, operation, "dilated");
  Node node;
  node.kind = NodeKind::conv2d;
  node.stride = square(operation, "stride");
  node.padding = square(operation, "padding");
  const Translated x = translation.operand(operation);
  if (x.form == Form::pooled && node.stride == 1 && node.padding == 0)
    return convolution_of_pixel(translation, operation, x.index);
  node.inputs = {translation.image(operation).index};
  node.groups = constant(operation, "groups").toInt();
  node.tensors["weight"] = weights(operation, "weight");
  set_bias(node, operation);
  translation.append_result(operation, std::move(node), Form::image);
}

void batch_norm(Translation& translation, const Operation& operation) {
  Node node = make_node_of(NodeKind::batch_norm2d, {translation.image(operation).index});
  require(!constant(operation, "training").toBool(), operation, "in training");
  node.epsilon = number(operation, "eps");
  for (const char* name : {"running_mean", "running_var", "weight", "bias"}) {
    at::Tensor tensor = weights(operation, name);
    if (!tensor.defined()) {
      const auto mean = node.tensors.find("running_mean");
      require(mean != node.tensors.end(), operation, "without running statistics");
      tensor = name[0] == 'b' ? at::zeros_like(mean->second) : at::ones_like(mean->second);
    }
    node.tensors[name] = tensor;
  }
  translation.append_result(operation, std::move(node), Form::image);
}

void layer_norm(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  const std::vector<std::int64_t> shape = numbers(operation, "normalized_shape");
  require((x.form == Form::tokens || x.form == Form::features) && shape.size() == 1, operation,
          "not over the last dimension of tokens");
  Node node = make_node_of(NodeKind::layer_norm, {x.index});
  node.epsilon = number(operation, "eps");
  for (const char* name : {"weight", "bias"}) {
    const at::Tensor tensor = weights(operation, name);
    const bool is_weight = name[0] == 'w';
    node.tensors[name] = tensor.defined() ? tensor : is_weight ? at::ones(shape) : at::zeros(shape);
  }
  translation.append_result(operation, std::move(node), x.form);
}

void linear(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  require(x.form == Form::features || x.form == Form::tokens || x.form == Form::tokens_first ||
              x.form == Form::rows,
          operation, "of what is not [N, F] or [N, T, D]");
  Node node = make_node_of(NodeKind::linear, {x.index});
  node.tensors["weight"] = weights(operation, "weight");
  set_bias(node, operation);
  translation.append_result(operation, std::move(node), x.form);
}

}  // namespace

void add_layer_handlers(Handlers& handlers) {
  handlers.insert({{"aten::conv2d", convolution},
                   {"aten::batch_norm", batch_norm},
                   {"aten::layer_norm", layer_norm},
                   {"aten::linear", linear}});
}

}  // namespace tiersim::models
