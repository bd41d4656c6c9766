#include "tests/bench/grouped_convolution.h"

#include <c10/core/InferenceMode.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "models/ir/executor.h"
#include "models/measure/clocks.h"
#include "tests/bench/interleaved.h"

namespace tiersim::models {
namespace {

constexpr int kRuns = 9;

/// A convolution in groups by itself, and what it reads within the model.
struct Alone {
  const Node* node;
  Kernel kernel;
  at::Tensor input;
};

bool in_groups(const Node& node) { return node.kind == NodeKind::conv2d && node.groups > 1; }

std::vector<Alone> cut_out(const Graph& graph, const at::Tensor& sample) {
  std::map<std::size_t, at::Tensor> inputs;
  for (const Node& node : graph.nodes) {
    if (in_groups(node)) inputs.emplace(node.inputs[0], at::Tensor());
  }
  Executor(graph).run(sample, [&](std::size_t i, const at::Tensor& value) {
    if (inputs.count(i) == 0) return;
    inputs[i] =
        value.is_quantized() ? value.clone(at::MemoryFormat::Preserve) : dense(value).to_mkldnn();
  });
  std::vector<Alone> result;
  for (const Node& node : graph.nodes) {
    if (!in_groups(node)) continue;
    const auto operand = static_cast<std::size_t>(node.inputs[0]);
    result.push_back(
        {&node, node.quantization ? int8_kernel(node, graph.nodes[operand]) : float_kernel(node),
         inputs.at(operand)});
  }
  return result;
}

double milliseconds(const std::function<void()>& work) {
  std::vector<double> times;
  for (int run = 0; run <= kRuns; ++run) {
    const MeasuredTime before = cpu_now();
    work();
    if (run > 0) times.push_back(1e-6 * static_cast<double>(cpu_now().ns - before.ns));
  }
  return median(times);
}

/// Of one inference: in its convolutions in groups, each measured alone, and in all else.
std::pair<double, double> shares(const Graph& graph, const std::vector<Alone>& grouped,
                                 const at::Tensor& sample) {
  double in_groups = 0;
  for (const Alone& alone : grouped)
    in_groups += milliseconds([&] { alone.kernel({alone.input}); });
  const Executor executor(graph);
  return {in_groups, milliseconds([&] { executor.run(sample); }) - in_groups};
}

}  // namespace

void bench_grouped_convolutions(const Graph& trained, const PrepareContext& context) {
  const c10::InferenceMode guard;
  const Graph float32 = apply_operators(parse_operator("identity"), trained, context).stages.at(0);
  if (std::none_of(float32.nodes.begin(), float32.nodes.end(), in_groups)) return;
  const Graph int8 = apply_operators(parse_operator("sptq"), trained, context).stages.at(0);
  const std::vector<Alone> plain = cut_out(float32, context.sample),
                           quantized = cut_out(int8, context.sample);
  std::size_t largest = 0;  // by its work: pixels times weights
  const auto work = [](const Alone& alone) {
    return alone.input.size(2) * alone.input.size(3) * alone.node->tensors.at("weight").numel();
  };
  for (std::size_t i = 1; i < plain.size(); ++i) {
    if (work(plain[i]) > work(plain[largest])) largest = i;
  }
  const Node& node = *plain[largest].node;
  const std::vector<Timing> timings = take_turns(
      {{"float32", [&](std::int64_t) { plain[largest].kernel({plain[largest].input}); }},
       {"int8", [&](std::int64_t) { quantized[largest].kernel({quantized[largest].input}); }}});
  fmt::print(
      "  {} alone: {} channels in {} groups, float32 {:.3f} ms, int8 {:.3f} ms: {:.2f}x "
      "[{:.2f}, {:.2f}]\n",
      node.name, node.tensors.at("weight").size(0), node.groups, timings[0].milliseconds,
      timings[1].milliseconds, timings[1].speedup, timings[1].lower, timings[1].upper);
  const auto [grouped32, rest32] = shares(float32, plain, context.sample);
  const auto [grouped8, rest8] = shares(int8, quantized, context.sample);
  fmt::print(
      "  all convolutions in groups: {:.1f} ms -> {:.1f} ms ({:.2f}x); the rest: {:.1f} ms "
      "-> {:.1f} ms ({:.2f}x)\n",
      grouped32, grouped8, grouped32 / grouped8, rest32, rest8, rest32 / rest8);
}

}  // namespace tiersim::models
