#include "models/ir/interpreter.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "models/ir/concat_operands.h"
#include "models/ir/elementwise.h"
#include "models/ir/exit_answers.h"
#include "models/ir/module_node.h"
#include "models/ir/token_ops.h"
#include "models/ir/weight_quantization.h"

namespace tiersim::models {
namespace {

constexpr double kBatchNormMomentum = 0.1;  // torch.nn.BatchNorm2d's default

c10::optional<at::Tensor> optional_tensor(const Node& node, const char* name) {
  const auto found = node.tensors.find(name);
  if (found == node.tensors.end()) return c10::nullopt;
  return found->second;
}

at::Tensor activate(const at::Tensor& x, Activation activation) {
  switch (activation) {
    case Activation::none:
      return x;
    case Activation::relu:
      return at::relu(x);
    case Activation::relu6:
      return at::clamp(x, 0, 6);
  }
  throw std::logic_error("an activation without a case");
}

at::Tensor rounded(const at::Tensor& x, const Quantization& to) {
  return at::fake_quantize_per_tensor_affine(x, to.scale, to.zero_point, 0, 255);
}

at::Tensor compute(const Node& node, const std::vector<at::Tensor>& operands, Mode mode,
                   const at::Tensor& mask) {
  const bool training = mode == Mode::train;
  const at::Tensor& x = operands[0];
  if (const ElementwiseFunction function = elementwise_function(node.kind)) return function(x);
  const auto tensor = [&](const char* name) { return node.tensors.at(name); };
  switch (node.kind) {
    case NodeKind::conv2d:
      return at::conv2d(x, effective_weight(node), optional_tensor(node, "bias"), node.stride,
                        node.padding, 1, node.groups);
    case NodeKind::batch_norm2d:
      return at::batch_norm(x, tensor("weight"), tensor("bias"), tensor("running_mean"),
                            tensor("running_var"), training, kBatchNormMomentum, node.epsilon,
                            false);
    case NodeKind::add:
      return x + operands[1];
    case NodeKind::add_constant:
      return x + tensor("value");
    case NodeKind::multiply:
      return x.dim() == operands[1].dim() ? x * operands[1]
                                          : x * operands[1].unsqueeze(2).unsqueeze(3);
    case NodeKind::concat:
      return at::cat(with_first(node, operands), 1);
    case NodeKind::select_channels:
      return x.index_select(1, at::tensor(node.channels, x.options().dtype(at::kLong)));
    case NodeKind::max_pool2d:
      return at::max_pool2d(x, node.kernel, node.stride, node.padding, 1, node.ceil_mode);
    case NodeKind::avg_pool2d:
      return at::avg_pool2d(x, node.kernel, node.stride, node.padding, node.ceil_mode);
    case NodeKind::global_avg_pool2d:
      return x.mean({2, 3});
    case NodeKind::flatten:
      return x.flatten(1);
    case NodeKind::image_tokens:
      return x.flatten(2).transpose(1, 2);
    case NodeKind::linear:
      return at::linear(x, effective_weight(node), optional_tensor(node, "bias"));
    case NodeKind::embedding:
      return embed(node, x);
    case NodeKind::layer_norm:
      return at::layer_norm(x, {x.size(-1)}, tensor("weight"), tensor("bias"), node.epsilon);
    case NodeKind::attention:
      return attend(x, operands[1], operands[2], node.heads, mask);
    case NodeKind::first_token:
      return x.select(1, 0);
    case NodeKind::dropout:
      return at::dropout(x, node.probability, training);
    case NodeKind::torchscript:
      return torchscript_kernel(node)(x);
    case NodeKind::exit:
    case NodeKind::quantize:
    case NodeKind::dequantize:
      return x;
    default:
      throw std::logic_error("a node kind without a case");
  }
}

}  // namespace

at::Tensor interpret_node(const Node& node, const std::vector<at::Tensor>& operands) {
  return activate(compute(node, operands, Mode::eval, {}), node.activation);
}

at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode, const Visit& visit) {
  const std::vector<int> last_use = last_uses(graph);
  std::vector<at::Tensor> values(graph.nodes.size());
  at::Tensor mask;
  ExitAnswers answers;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    if (node.kind == NodeKind::embedding) mask = padding_mask(input, node.tokens.pad_id);
    std::vector<at::Tensor> operands;
    for (const int operand : node.inputs)
      operands.push_back(values[static_cast<std::size_t>(operand)]);
    values[i] = i == 0 ? input : activate(compute(node, operands, mode, mask), node.activation);
    if (node.quantization) values[i] = rounded(values[i], *node.quantization);
    if (visit) values[i] = visit(i, values[i]);
    if (node.kind == NodeKind::exit && mode == Mode::eval) answers.take(values[i], node.threshold);
    for (const int operand : node.inputs) {
      if (last_use[static_cast<std::size_t>(operand)] == static_cast<int>(i)) {
        values[static_cast<std::size_t>(operand)].reset();
      }
    }
  }
  return answers.completed_by(values.back());
}

}  // namespace tiersim::models
