#include "models/torchscript/recorded_graph.h"

#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "models/torchscript/script_graph.h"
#include "models/torchscript/script_module.h"

namespace tiersim::models {
namespace {

/// Operations that read the shape or the type of a tensor, not its values.
const std::set<std::string>& shape_operations() {
  static const std::set<std::string> names{"aten::size",
                                           "aten::dim",
                                           "aten::len",
                                           "aten::numel",
                                           "aten::stride",
                                           "aten::__is__",
                                           "aten::__isnot__",
                                           "aten::is_complex",
                                           "aten::is_contiguous",
                                           "aten::get_device",
                                           "aten::storage_offset",
                                           "aten::is_floating_point",
                                           "prim::dtype",
                                           "prim::device",
                                           "prim::layout",
                                           "prim::is_cuda",
                                           "prim::is_nested",
                                           "prim::is_quantized",
                                           "prim::is_sparse",
                                           "prim::requires_grad"};
  return names;
}

bool is_tensor(const torch::jit::Value* value) {
  return value->type()->isSubtypeOf(*c10::TensorType::get());
}

/// Also a list of numbers, or a list of such lists, but not a list of tensors.
bool is_number_or_truth(c10::TypePtr type) {
  while (const auto list = type->cast<c10::ListType>()) type = list->getElementType();
  return type->isSubtypeOf(*c10::NumberType::get()) || type->kind() == c10::TypeKind::BoolType;
}

/// Whether the shape of the result depends on the values of the operand.
bool has_shape_from_values(const torch::jit::Node& node) {
  static const std::set<std::string> names{
      "aten::nonzero", "aten::nonzero_numpy", "aten::argwhere", "aten::masked_select",
      "aten::_unique", "aten::unique_dim",    "aten::_unique2", "aten::unique_consecutive"};
  const std::string operation = operation_of(node);
  return names.count(operation) > 0 || (operation == "aten::where" && node.inputs().size() == 1);
}

bool makes_numbers(const torch::jit::Node& node) {
  const auto outputs = node.outputs();
  return !outputs.empty() &&
         std::all_of(
             outputs.begin(), outputs.end(),
             [](const torch::jit::Value* output) { return is_number_or_truth(output->type()); }) &&
         shape_operations().count(operation_of(node)) == 0;
}

/// The names of the weights, by the address of their data.
std::map<const void*, std::string> names_of_weights(const torch::jit::Graph& graph) {
  std::map<const void*, std::string> names;
  for_each_node(*graph.block(), [&](const torch::jit::Node& node) {
    if (node.kind() != torch::jit::prim::Constant || !node.output()->hasDebugName()) return;
    const auto value = torch::jit::toIValue(node.output());
    if (value && value->isTensor() && value->toTensor().defined())
      names[value->toTensor().data_ptr()] = node.output()->debugName();
  });
  return names;
}

void name_weights(torch::jit::Graph& graph, const std::map<const void*, std::string>& names) {
  for (torch::jit::Node* node : graph.nodes()) {
    if (node->kind() != torch::jit::prim::Constant) continue;
    const auto value = torch::jit::toIValue(node->output());
    if (!value || !value->isTensor() || !value->toTensor().defined()) continue;
    const auto name = names.find(value->toTensor().data_ptr());
    if (name != names.end()) node->output()->setDebugName(name->second);
  }
}

}  // namespace

const torch::jit::Node* first_branch(const torch::jit::Graph& graph) {
  const torch::jit::Node* first = nullptr;
  for_each_node(*graph.block(), [&](const torch::jit::Node& node) {
    if (!first && !node.blocks().empty()) first = &node;
  });
  return first;
}

const torch::jit::Node* first_reader_of_values(const torch::jit::Graph& graph) {
  const torch::jit::Node* first = nullptr;
  std::set<const torch::jit::Value*> known;  // tensors that hold sizes or constants only
  for_each_node(*graph.block(), [&](const torch::jit::Node& node) {
    bool has_tensors = false, all_known = true;
    for (const torch::jit::Value* input : node.inputs()) {
      if (!is_tensor(input)) continue;
      has_tensors = true;
      all_known = all_known && known.count(input) > 0;
    }
    if (node.kind() == torch::jit::prim::Constant || node.kind() == torch::jit::prim::NumToTensor ||
        (has_tensors && all_known && node.blocks().empty()))
      known.insert(node.outputs().begin(), node.outputs().end());
    if (!first && !all_known && (makes_numbers(node) || has_shape_from_values(node))) first = &node;
  });
  return first;
}

std::shared_ptr<torch::jit::Graph> recorded_graph(torch::jit::Module frozen,
                                                  const at::Tensor& sample) {
  const at::NoGradGuard no_gradients;
  const torch::jit::GraphOptimizerEnabledGuard no_profiling(false);
  const auto names = names_of_weights(*frozen.get_method("forward").graph());
  const auto run = [&](torch::jit::Stack inputs) {
    return torch::jit::Stack{frozen.forward(std::move(inputs))};
  };
  const auto unnamed = [](const at::Tensor&) { return std::string(); };
  const auto [state, outputs] = torch::jit::tracer::trace({sample}, run, unnamed);
  std::shared_ptr<torch::jit::Graph> graph = state->graph;
  name_weights(*graph, names);
  graph->insertInput(0, "self");
  unify_operations(graph);
  return graph;
}

}  // namespace tiersim::models
