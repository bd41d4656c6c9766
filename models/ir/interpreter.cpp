#include "models/ir/interpreter.h"

#include <stdexcept>
#include <utility>
#include <vector>

namespace tiersim::models {
namespace {

constexpr double kBatchNormMomentum = 0.1;  // torch.nn.BatchNorm2d's default
constexpr double kBatchNormEpsilon = 1e-5;  // likewise

c10::optional<at::Tensor> optional_tensor(const Node& node, const char* name) {
  const auto found = node.tensors.find(name);
  if (found == node.tensors.end()) return c10::nullopt;
  return found->second;
}

at::Tensor compute(const Node& node, const std::vector<at::Tensor>& values, Mode mode) {
  const auto operand = [&](std::size_t i) {
    return values[static_cast<std::size_t>(node.inputs[i])];
  };
  const auto tensor = [&](const char* name) { return node.tensors.at(name); };
  switch (node.kind) {
    case NodeKind::conv2d:
      return at::conv2d(operand(0), tensor("weight"), optional_tensor(node, "bias"), node.stride,
                        node.padding, 1, node.groups);
    case NodeKind::batch_norm2d:
      return at::batch_norm(operand(0), tensor("weight"), tensor("bias"), tensor("running_mean"),
                            tensor("running_var"), mode == Mode::train, kBatchNormMomentum,
                            kBatchNormEpsilon, false);
    case NodeKind::relu:
      return at::relu(operand(0));
    case NodeKind::add:
      return operand(0) + operand(1);
    case NodeKind::global_avg_pool2d:
      return operand(0).mean({2, 3});
    case NodeKind::linear:
      return at::linear(operand(0), tensor("weight"), tensor("bias"));
    default:
      throw std::invalid_argument("node \"" + node.name + "\" is not a float32 operation");
  }
}

}  // namespace

at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode,
                     const Observer& observe) {
  const std::vector<int> last_use = last_uses(graph);
  std::vector<at::Tensor> values(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    if (node.quantization) throw std::invalid_argument("node \"" + node.name + "\" is quantized");
    values[i] = i == 0 ? input : compute(node, values, mode);
    if (node.fused_relu) values[i] = at::relu(values[i]);
    if (observe) observe(i, values[i]);
    for (const int operand : node.inputs) {
      if (last_use[static_cast<std::size_t>(operand)] == static_cast<int>(i)) {
        values[static_cast<std::size_t>(operand)].reset();
      }
    }
  }
  return values.back();
}

}  // namespace tiersim::models
