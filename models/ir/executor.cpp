#include "models/ir/executor.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>

#include <utility>

#include "models/ir/exit_answers.h"
#include "models/ir/int8_elementwise.h"
#include "models/ir/token_ops.h"

namespace tiersim::models {
namespace {

Kernel kernel_of(const Graph& graph, std::size_t index, const std::vector<int>& last_use) {
  const Node& node = graph.nodes[index];
  if (node.kind == NodeKind::input) return input_kernel(graph);
  if (node.kind == NodeKind::dequantize) return [](at::TensorList x) { return to_float32(x[0]); };
  const auto first = static_cast<std::size_t>(node.inputs[0]);
  if (node.quantization) return int8_kernel(node, graph.nodes[first]);
  const bool overwrites = node.inputs.size() == 2 && node.inputs[0] != node.inputs[1] &&
                          graph.nodes[first].kind == NodeKind::conv2d &&
                          last_use[first] == static_cast<int>(index);
  return float_kernel(node, overwrites);
}

/// Whether the kernels of this kind read images as ordinary strided tensors.
bool reads_dense(NodeKind kind) {
  return kind == NodeKind::concat || kind == NodeKind::select_channels ||
         kind == NodeKind::flatten || kind == NodeKind::image_tokens;
}

/// For each node, whether other nodes read its value and all of them read it dense.
std::vector<bool> read_dense_only(const Graph& graph) {
  const std::vector<int> uses = count_uses(graph);
  std::vector<int> dense_uses(graph.nodes.size(), 0);
  for (const Node& node : graph.nodes) {
    for (const int operand : node.inputs)
      dense_uses[static_cast<std::size_t>(operand)] += reads_dense(node.kind) ? 1 : 0;
  }
  std::vector<bool> result;
  for (std::size_t i = 0; i < uses.size(); ++i)
    result.push_back(uses[i] > 0 && uses[i] == dense_uses[i]);
  return result;
}

std::string int8_engine() {
  const at::QEngine engine = at::globalContext().qEngine();
  return engine == at::QEngine::ONEDNN ? "onednn" : c10::toString(engine);
}

}  // namespace

std::string kernel_backend(const Node& node) {
  if (node.kind == NodeKind::torchscript) {
    return node.module.int8 ? "torchscript int8 (" + int8_engine() + ")" : "torchscript float32";
  }
  if (node.kind != NodeKind::conv2d && node.kind != NodeKind::linear) return {};
  return node.quantization ? int8_engine() + " int8" : "onednn float32";
}

Executor::Executor(const Graph& graph) {
  const c10::InferenceMode guard;
  validate(graph);
  const std::vector<int> last_use = last_uses(graph);
  const std::vector<bool> dense_only = read_dense_only(graph);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    Step step;
    step.compute = kernel_of(graph, i, last_use);
    if (node.kind == NodeKind::exit) step.exit_threshold = node.threshold;
    if (node.kind == NodeKind::embedding) step.pad_id = node.tokens.pad_id;
    step.is_read_dense = dense_only[i];
    step.attends = node.kind == NodeKind::attention;
    for (const int operand : node.inputs) {
      step.operands.push_back(static_cast<std::size_t>(operand));
      if (last_use[static_cast<std::size_t>(operand)] == static_cast<int>(i)) {
        step.dead_after.push_back(static_cast<std::size_t>(operand));
      }
    }
    steps_.push_back(std::move(step));
  }
}

at::Tensor Executor::run(const at::Tensor& input) const { return run(input, {}, Exits::open); }

void Executor::warm_up(const at::Tensor& input) const { run(input, {}, Exits::closed); }

at::Tensor Executor::run(const at::Tensor& input, const Observe& observe) const {
  return run(input, observe, Exits::open);
}

at::Tensor Executor::run(const at::Tensor& input, const Observe& observe, Exits exits) const {
  const c10::InferenceMode guard;  // no bookkeeping for gradients
  std::vector<at::Tensor> values(steps_.size()), operands;
  ExitAnswers answers;
  at::Tensor padding;  // mask of a batch of texts; a single text has no padding
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    operands.clear();
    for (const std::size_t operand : step.operands) operands.push_back(values[operand]);
    if (i == 0) operands.push_back(input);
    if (step.pad_id && operands[0].size(0) > 1) padding = padding_mask(operands[0], *step.pad_id);
    if (step.attends && padding.defined()) operands.push_back(padding);
    values[i] = step.compute(operands);
    if (step.is_read_dense) values[i] = dense(values[i]);  // once for all readers
    if (observe) observe(i, values[i]);
    if (step.exit_threshold && exits == Exits::open &&
        answers.take(values[i], *step.exit_threshold))
      return answers.completed_by(values[i]);
    for (const std::size_t dead : step.dead_after) values[dead].reset();
  }
  return answers.completed_by(dense(values.back()));
}

void use_inference_settings(int threads) {
  at::GradMode::set_enabled(false);
  at::globalContext().setQEngine(at::QEngine::ONEDNN);
  at::set_num_threads(threads);
  // OpenBLAS has its own thread pool. With another BLAS there is nothing to set.
  if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) {
    reinterpret_cast<void (*)(int)>(symbol)(threads);
  }
}

}  // namespace tiersim::models
