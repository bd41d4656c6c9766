#include "models/ir/module_node.h"

#include <ATen/native/quantized/PackedParams.h>
#include <torch/csrc/jit/ir/constants.h>

#include <memory>
#include <utility>

#include "models/torchscript/script_graph.h"
#include "models/torchscript/script_module.h"

namespace tiersim::models {
namespace {

/// The tensors of a frozen module: constants and, for packed weights, attributes.
void visit_constants(const torch::jit::Module& module,
                     const std::function<void(const c10::IValue&)>& visit) {
  const auto forward = module.get_method("forward").graph();
  const torch::jit::Value* module_itself = forward->inputs().at(0);
  for_each_node(*forward->block(), [&](const torch::jit::Node& node) {
    if (node.kind() == torch::jit::prim::GetAttr && node.input() == module_itself)
      visit(module.attr(node.s(torch::jit::attr::name)));
    if (node.kind() != torch::jit::prim::Constant) return;
    if (const auto value = torch::jit::toIValue(node.output())) visit(*value);
  });
}

std::int64_t stored_bytes(const at::Tensor& tensor) {
  auto bytes = static_cast<std::int64_t>(tensor.nbytes());
  if (tensor.is_quantized() && tensor.qscheme() == at::kPerChannelAffine)
    bytes += static_cast<std::int64_t>(tensor.q_per_channel_scales().nbytes());
  return bytes;
}

template <typename Packed>
std::int64_t bytes_of_packed(const c10::intrusive_ptr<Packed>& packed) {
  const auto [weight, bias] = packed->unpack();
  return stored_bytes(weight) + (bias ? stored_bytes(*bias) : 0);
}

std::int64_t stored_bytes(const c10::IValue& value) {
  if (value.isTensor()) return value.toTensor().defined() ? stored_bytes(value.toTensor()) : 0;
  if (!value.isObject() || !value.type()->cast<c10::ClassType>()) return 0;
  const std::string name = value.type()->str();
  if (name.find("Conv2dPackedParams") != std::string::npos)
    return bytes_of_packed(value.toCustomClass<ConvPackedParamsBase<2>>());
  if (name.find("LinearPackedParams") != std::string::npos)
    return bytes_of_packed(value.toCustomClass<LinearPackedParamsBase>());
  return 0;
}

std::int64_t float_count(const torch::jit::Module& frozen) {
  std::int64_t count = 0;
  visit_constants(frozen, [&](const c10::IValue& value) {
    if (value.isTensor() && value.toTensor().defined() && value.toTensor().is_floating_point())
      count += value.toTensor().numel();
  });
  return count;
}

}  // namespace

std::int64_t module_bytes(const torch::jit::Module& frozen) {
  std::int64_t bytes = 0;
  visit_constants(frozen, [&](const c10::IValue& value) { bytes += stored_bytes(value); });
  return bytes;
}

Graph graph_of_module(const torch::jit::Module& frozen, ModuleFacts facts) {
  Node input, node;
  input.name = "input";
  node.kind = NodeKind::torchscript;
  node.name = "torchscript";
  node.inputs = {0};
  node.tensors["module"] = save_module(frozen);
  node.module = std::move(facts);
  node.module.parameter_bytes = module_bytes(frozen);
  if (node.module.parameters == 0) node.module.parameters = float_count(frozen);
  Graph graph{{std::move(input), std::move(node)}};
  validate(graph);
  return graph;
}

const Node* find_module(const Graph& graph) {
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::torchscript) return &node;
  }
  return nullptr;
}

torch::jit::Module module_of(const Node& node) {
  const at::Tensor bytes = node.tensors.at("module").contiguous();
  return load_module({static_cast<const char*>(bytes.data_ptr()), bytes.nbytes()});
}

Kernel torchscript_kernel(const Node& node) {
  auto module = std::make_shared<torch::jit::Module>(module_of(node));
  if (node.module.optimized) *module = torch::jit::optimize_for_inference(*module);
  // Channels first, as when the model was exported.
  return [module](at::TensorList x) { return run_module(*module, x[0].contiguous()); };
}

std::vector<std::string> module_operations(const Node& node) {
  const torch::jit::Module module = module_of(node);
  std::vector<std::string> operations;
  for_each_node(*module.get_method("forward").graph()->block(), [&](const torch::jit::Node& n) {
    if (n.kind() != torch::jit::prim::Constant) operations.push_back(operation_of(n));
  });
  return operations;
}

}  // namespace tiersim::models
