#include "models/torchscript/script_module.h"

#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/graph_rewrite_helper.h>
#include <torch/csrc/jit/passes/remove_dropout.h>
#include <torch/csrc/jit/passes/remove_mutation.h>
#include <torch/csrc/jit/serialization/import.h>

#include <cstring>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

/// Checks that a tensor lies within its storage. A pickle may give a tensor any shape, and LibTorch
/// 1.13 does not check it.
void require_within_storage(const at::Tensor& tensor) {
  if (!tensor.has_storage() || tensor.numel() == 0) return;
  auto last = static_cast<double>(tensor.storage_offset());
  bool sound = last >= 0;
  for (std::int64_t d = 0; d < tensor.dim(); ++d) {
    sound = sound && tensor.size(d) > 0 && tensor.stride(d) >= 0;
    last += static_cast<double>(tensor.size(d) - 1) * static_cast<double>(tensor.stride(d));
  }
  const double end = (last + 1) * static_cast<double>(tensor.itemsize());
  if (!sound || end > static_cast<double>(tensor.storage().nbytes()))
    throw std::invalid_argument("a tensor reaches outside its data");
}

void require_sound_tensors(const torch::jit::Module& module) {
  const c10::IValue whole(module._ivalue());
  whole.visit([](const c10::IValue& value) {
    if (value.isTensor()) require_within_storage(value.toTensor());
    return false;  // continue the visit
  });
  for (const torch::jit::Module& inner : module.modules()) {
    for (const torch::jit::Method& method : inner.get_methods()) {
      for_each_node(*method.graph()->block(), [](const torch::jit::Node& node) {
        const auto constant = node.outputs().size() == 1 ? torch::jit::toIValue(node.output())
                                                         : c10::optional<c10::IValue>();
        if (constant && constant->isTensor()) require_within_storage(constant->toTensor());
      });
    }
  }
}

/// Older tracers write a linear layer as addmm(bias, x, W^T). This makes it linear(x, W, bias).
void addmm_to_linear(torch::jit::Graph& graph) {
  for (auto node = graph.nodes().begin(); node != graph.nodes().end(); ++node) {
    if (node->kind() != c10::Symbol::fromQualString("aten::addmm")) continue;
    const auto weight = torch::jit::toIValue(node->input(2));
    const auto beta = torch::jit::toIValue(node->input(3)),
               alpha = torch::jit::toIValue(node->input(4));
    if (!weight || !beta || !alpha || beta->toScalar().toDouble() != 1 ||
        alpha->toScalar().toDouble() != 1)
      continue;
    const torch::jit::WithInsertPoint here(*node);
    torch::jit::Value* transposed = graph.insertConstant(weight->toTensor().t().contiguous());
    if (node->input(2)->hasDebugName()) transposed->setDebugName(node->input(2)->debugName());
    torch::jit::Value* result = graph.insert(c10::Symbol::fromQualString("aten::linear"),
                                             {node->input(1), transposed, node->input(0)});
    result->node()->copyMetadata(*node);
    node->output()->replaceAllUsesWith(result);
    node.destroyCurrent();
  }
}

/// Replaces aten::view by aten::reshape. A view needs a memory order that channels-last kernels do
/// not give.
void view_to_reshape(torch::jit::Graph& graph) {
  for (auto node = graph.nodes().begin(); node != graph.nodes().end(); ++node) {
    if (node->kind() != c10::Symbol::fromQualString("aten::view") || node->inputs().size() != 2 ||
        !node->input(1)->type()->isSubtypeOf(*c10::ListType::ofInts()))
      continue;
    const torch::jit::WithInsertPoint here(*node);
    torch::jit::Value* result = graph.insert(c10::Symbol::fromQualString("aten::reshape"),
                                             {node->input(0), node->input(1)});
    result->node()->copyMetadata(*node);
    node->output()->replaceAllUsesWith(result);
    node.destroyCurrent();
  }
}

/// Makes the mean over an image keep its dimensions, and flattens the result. int8 kernels cannot
/// remove dimensions of a four-dimensional tensor in a mean.
void mean_keeps_dimensions(torch::jit::Graph& graph) {
  const c10::Symbol mean = c10::Symbol::fromQualString("aten::mean");
  for (auto node = graph.nodes().begin(); node != graph.nodes().end(); ++node) {
    if (node->kind() != mean || node->inputs().size() != 4) continue;
    const auto dimensions = torch::jit::toIValue(node->input(1)),
               keeps = torch::jit::toIValue(node->input(2)),
               type = torch::jit::toIValue(node->input(3));
    if (!dimensions || !dimensions->isIntList() || !keeps || keeps->toBool() || !type ||
        !type->isNone() || dimensions->toIntVector() != std::vector<std::int64_t>{2, 3})
      continue;
    const torch::jit::WithInsertPoint here(*node);
    torch::jit::Value* kept = graph.insert(mean, {node->input(0), node->input(1), true});
    torch::jit::Value* result =
        graph.insert(c10::Symbol::fromQualString("aten::flatten"), {kept, 1, -1});
    for (torch::jit::Value* value : {kept, result}) value->node()->copyMetadata(*node);
    node->output()->replaceAllUsesWith(result);
    node.destroyCurrent();
  }
}

}  // namespace

torch::jit::Module load_module(std::string bytes) {
  std::istringstream stream(std::move(bytes));
  torch::jit::Module module = torch::jit::load(stream, c10::Device(c10::kCPU));
  require_sound_tensors(module);
  module.eval();
  return module;
}

at::Tensor save_module(const torch::jit::Module& module) {
  std::ostringstream stream;
  module.save(stream);
  const std::string bytes = stream.str();
  at::Tensor result = at::empty({static_cast<std::int64_t>(bytes.size())}, at::kByte);
  std::memcpy(result.data_ptr(), bytes.data(), bytes.size());
  return result;
}

void unify_operations(std::shared_ptr<torch::jit::Graph>& graph) {
  torch::jit::graph_rewrite_helper::replaceConvolutionWithAtenConv(graph);
  torch::jit::RemoveTensorMutation(graph);
  torch::jit::removeDropout(graph);
  addmm_to_linear(*graph);
  view_to_reshape(*graph);
  mean_keeps_dimensions(*graph);
  torch::jit::EliminateDeadCode(graph);
}

torch::jit::Module frozen(const torch::jit::Module& module, bool fold) {
  torch::jit::Module result = torch::jit::freeze(module, c10::nullopt, fold);
  std::shared_ptr<torch::jit::Graph> graph = result.get_method("forward").graph();
  unify_operations(graph);
  return result;
}

at::Tensor run_module(torch::jit::Module& module, const at::Tensor& input) {
  const torch::jit::GraphOptimizerEnabledGuard no_profiling(false);
  return module.forward({input}).toTensor();
}

std::string reason_of(const std::exception& failure) {
  std::istringstream lines(failure.what());
  std::string first, last;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (first.empty()) first = line;
    last = line;
  }
  // An error of the interpreter begins with a stack trace; the reason is its last line.
  return first.find("failed in the TorchScript interpreter") == std::string::npos ? first : last;
}

}  // namespace tiersim::models
