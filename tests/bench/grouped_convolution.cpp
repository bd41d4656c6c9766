#include "tests/bench/grouped_convolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "models/ir/executor.h"
#include "models/measure/clocks.h"
#include "models/operators/cuts.h"
#include "tests/bench/interleaved.h"

namespace tiersim::models {
namespace {

constexpr int kRuns = 9;

/// A node alone, between an input of the shape it reads and nothing.
struct Alone {
  Kernel kernel;
  at::Tensor input;
};

Alone cut_out(const Graph& graph, std::size_t index, const at::Tensor& sample) {
  const Node& node = graph.nodes[index];
  const auto operand = static_cast<std::size_t>(node.inputs[0]);
  Alone alone;
  alone.kernel = node.quantization ? int8_kernel(node, graph.nodes[operand]) : float_kernel(node);
  Executor(graph).run(sample, [&](std::size_t i, const at::Tensor& value) {
    if (i == operand) alone.input = value.clone(at::MemoryFormat::Preserve);
  });
  return alone;
}

bool in_groups(const Node& node) { return node.kind == NodeKind::conv2d && node.groups > 1; }

std::size_t index_of(const Graph& graph, const std::string& name) {
  const auto found = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                  [&](const Node& node) { return node.name == name; });
  return static_cast<std::size_t>(found - graph.nodes.begin());
}

/// Milliseconds in grouped convolutions and in all else, medians over some runs.
std::pair<double, double> shares(const Graph& graph, const at::Tensor& sample) {
  const Executor executor(graph);
  executor.warm_up(sample);
  std::vector<double> grouped, rest;
  for (int run = 0; run < kRuns; ++run) {
    double in = 0, out = 0;
    MeasuredTime last = cpu_now();
    executor.run(sample, [&](std::size_t i, const at::Tensor&) {
      const MeasuredTime now = cpu_now();
      (in_groups(graph.nodes[i]) ? in : out) += 1e-6 * static_cast<double>(now.ns - last.ns);
      last = now;
    });
    grouped.push_back(in);
    rest.push_back(out);
  }
  return {median(grouped), median(rest)};
}

}  // namespace

void bench_grouped_convolutions(const Graph& trained, const PrepareContext& context) {
  const Graph float32 = apply_operators("identity", trained, context).stages.at(0);
  if (std::none_of(float32.nodes.begin(), float32.nodes.end(), in_groups)) return;
  const Graph int8 = apply_operators("sptq", trained, context).stages.at(0);
  const std::vector<double> work = multiply_accumulates(float32, context.sample);
  std::size_t largest = 0;
  for (std::size_t i = 1; i < float32.nodes.size(); ++i) {
    if (in_groups(float32.nodes[i]) && (largest == 0 || work[i] > work[largest])) largest = i;
  }
  const Node& node = float32.nodes[largest];
  const Alone plain = cut_out(float32, largest, context.sample);
  const Alone quantized = cut_out(int8, index_of(int8, node.name), context.sample);
  const std::vector<Timing> timings =
      take_turns({{"float32", [&](std::int64_t) { plain.kernel({plain.input}); }},
                  {"int8", [&](std::int64_t) { quantized.kernel({quantized.input}); }}});
  fmt::print(
      "  {} alone: {} channels in {} groups, float32 {:.3f} ms, int8 {:.3f} ms: {:.2f}x "
      "[{:.2f}, {:.2f}]\n",
      node.name, node.tensors.at("weight").size(0), node.groups, timings[0].milliseconds,
      timings[1].milliseconds, timings[1].speedup, timings[1].lower, timings[1].upper);
  const auto [grouped32, rest32] = shares(float32, context.sample);
  const auto [grouped8, rest8] = shares(int8, context.sample);
  fmt::print(
      "  all convolutions in groups: {:.1f} ms -> {:.1f} ms ({:.2f}x); the rest: {:.1f} ms "
      "-> {:.1f} ms ({:.2f}x)\n",
      grouped32, grouped8, grouped32 / grouped8, rest32, rest8, rest32 / rest8);
}

}  // namespace tiersim::models
