#include "models/operators/quantize_module.h"

#include <fmt/format.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/quantization/finalize.h>
#include <torch/csrc/jit/passes/quantization/insert_observers.h>
#include <torch/csrc/jit/passes/quantization/insert_quant_dequant.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "models/ir/module_node.h"
#include "models/operators/operator.h"
#include "models/torchscript/recorded_graph.h"
#include "models/torchscript/script_graph.h"
#include "models/torchscript/script_module.h"
#include "models/weights/input_file.h"

namespace tiersim::models {
namespace {

/// Gives the same scales and zero points as affine_quantization() and weight_scale().
constexpr const char* kActivationObserver = R"(
def forward(self, x: Tensor) -> Tensor:
    self.low = torch.minimum(self.low, torch.min(x))
    self.high = torch.maximum(self.high, torch.max(x))
    return x

def calculate_qparams(self) -> Tuple[Tensor, Tensor]:
    low = torch.clamp_max(self.low, 0)
    high = torch.clamp_min(self.high, 0)
    scale = torch.clamp_min((high - low) / 255.0, 1e-12)
    return scale, torch.clamp(torch.round(-low / scale), 0, 255)
)";
constexpr const char* kWeightObserver = R"(
def forward(self, w: Tensor) -> Tensor:
    self.largest = torch.amax(torch.abs(torch.flatten(w, 1)), [1])
    return w

def calculate_qparams(self) -> Tuple[Tensor, Tensor]:
    scale = torch.clamp_min(self.largest / 127.0, 1e-12)
    return scale, torch.zeros_like(scale)
)";

/// Besides the methods of an observer, the passes read its attributes `type` and `scheme`.
torch::jit::Module observer(const char* name, at::ScalarType type, at::QScheme scheme) {
  torch::jit::Module module(name);
  module.register_attribute("dtype", c10::IntType::get(), static_cast<std::int64_t>(type));
  module.register_attribute("qscheme", c10::QSchemeType::get(), c10::IValue(scheme));
  return module;
}

torch::jit::Module activation_observer() {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  torch::jit::Module module = observer("ActivationObserver", at::kQUInt8, at::kPerTensorAffine);
  module.register_buffer("low", at::full({}, kInfinity));
  module.register_buffer("high", at::full({}, -kInfinity));
  module.define(kActivationObserver);
  return module;
}

torch::jit::Module weight_observer() {
  torch::jit::Module module = observer("WeightObserver", at::kQInt8, at::kPerChannelAffine);
  module.register_attribute("ch_axis", c10::IntType::get(), std::int64_t{0});
  module.register_buffer("largest", at::zeros({1}));
  module.define(kWeightObserver);
  return module;
}

bool is_relu(const torch::jit::Node& node) {
  const std::string operation = operation_of(node);
  return operation == "aten::relu" || operation == "aten::relu_";
}

/// The value that an observer looks at. If only a relu reads a convolution, this is the value
/// behind the relu. An observer between the two would have the value quantized twice, and the
/// passes would not fuse the convolution with the relu.
void observe_behind_relu(torch::jit::Graph& graph) {
  std::vector<torch::jit::Node*> calls;
  for (torch::jit::Node* node : graph.nodes()) {
    if (node->kind() == torch::jit::prim::CallMethod && node->output()->uses().size() == 1 &&
        is_relu(*node->output()->uses()[0].user))
      calls.push_back(node);
  }
  for (torch::jit::Node* call : calls) {
    torch::jit::Node* relu = call->output()->uses()[0].user;
    relu->replaceInput(0, call->input(1));
    call->moveAfter(relu);
    relu->output()->replaceAllUsesWith(call->output());
    call->replaceInput(1, relu->output());
  }
}

void calibrate(torch::jit::Module& module, const at::Tensor& inputs) {
  const at::NoGradGuard no_gradients;
  for (std::int64_t begin = 0; begin < inputs.size(0); begin += kCalibrationBatch)
    run_module(module, inputs.slice(0, begin, std::min(begin + kCalibrationBatch, inputs.size(0))));
}

bool is_quantized(const torch::jit::Module& module) {
  bool found = false;
  for_each_node(*module.get_method("forward").graph()->block(), [&](const torch::jit::Node& node) {
    const std::string operation = operation_of(node);
    found = found || operation.rfind("quantized::conv", 0) == 0 ||
            operation.rfind("quantized::linear", 0) == 0;
  });
  return found;
}

torch::jit::Module quantized(torch::jit::Module module, const at::Tensor& calibration) {
  const torch::jit::QConfigDict everywhere{
      {"", std::make_tuple(activation_observer(), weight_observer())}};
  torch::jit::Module observed = torch::jit::InsertObservers(module, "forward", everywhere, false);
  observe_behind_relu(*observed.get_method("forward").graph());
  calibrate(observed, calibration);
  torch::jit::Module placed =
      torch::jit::InsertQuantDeQuant(observed, "forward", false, false, torch::jit::STATIC);
  torch::jit::Module packed = torch::jit::Finalize(placed);
  torch::jit::EliminateDeadCode(packed.get_method("forward").graph());
  return packed;
}

}  // namespace

Graph quantize_module(const Graph& graph, const at::Tensor& calibration, RangeRule rule) {
  const Node& node = *find_module(graph);
  if (rule != RangeRule::min_max)
    throw OperatorError("sptq: TorchScript's passes know no observer mse (leave it out: min_max)");
  if (node.module.int8) throw OperatorError("sptq: the model is int8 already");
  torch::jit::Module module;
  const bool branches = first_branch(*module_of(node).get_method("forward").graph()) != nullptr;
  try {
    module = quantized(module_of(node), calibration);
    run_module(module, calibration.slice(0, 0, 1));
  } catch (const std::exception& failure) {
    throw OperatorError(fmt::format(
        "sptq: TorchScript's passes fail on the model: {}. It stays in one piece because there is "
        "no node for {} ({})",
        printable(reason_of(failure)), node.module.obstacle,
        branches ? "trace it instead, with torch.jit.trace"
                 : "replace that operation: docs/own-models.md lists those that have nodes"));
  }
  if (!is_quantized(module))
    throw OperatorError("sptq: TorchScript's passes find no convolution or linear layer in it");
  ModuleFacts facts = node.module;
  facts.int8 = true;
  facts.optimized = false;
  return graph_of_module(module, facts);
}

}  // namespace tiersim::models
