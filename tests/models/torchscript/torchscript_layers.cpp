#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "models/import/torchscript_import.h"
#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/ir/module_node.h"
#include "models/operators/cuts.h"
#include "models/operators/operator.h"
#include "models/operators/partition.h"
#include "models/operators/static_quantization.h"
#include "tests/models/torchscript/torchscript_kinds.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

struct Layers {
  const char* title;
  std::function<Module()> middle;
  std::int64_t channels;        // behind the middle
  std::vector<NodeKind> kinds;  // that the graph has
};

/// One model for each kind of node, and combinations of them.
const std::vector<Layers>& all_layers() {
  static const std::vector<Layers> all{
      {"silu", [] { return function("torch.silu(x)"); }, 16, {NodeKind::silu}},
      {"sigmoid", [] { return function("torch.sigmoid(x)"); }, 16, {NodeKind::sigmoid}},
      {"product",
       [] { return function("x * torch.sigmoid(x)"); },
       16,
       {NodeKind::sigmoid, NodeKind::multiply}},
      {"hardswish", [] { return function("torch.hardswish(x)"); }, 16, {NodeKind::hardswish}},
      {"hardswish of channels that fill no block",
       [] { return function("torch.hardswish(x[:, 1:6])"); },
       5,
       {NodeKind::hardswish, NodeKind::select_channels}},
      {"excitation by sigmoid",
       [] { return excitation(16, "torch.silu(s)", "torch.sigmoid(s)"); },
       16,
       {NodeKind::multiply, NodeKind::sigmoid, NodeKind::linear}},
      {"excitation by hardsigmoid",
       [] { return excitation(16, "torch.relu(s)", "torch.hardsigmoid(s)"); },
       16,
       {NodeKind::multiply, NodeKind::hardsigmoid}},
      {"concatenation",
       [] { return function("torch.cat([x, torch.relu(x), torch.silu(x)], 1)"); },
       48,
       {NodeKind::concat}},
      {"largest values, rounded up",
       [] { return function("torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], True)"); },
       16,
       {NodeKind::max_pool2d}},
      {"means, rounded up",
       [] { return function("torch.avg_pool2d(x, [3, 3], [2, 2], [0, 0], True)"); },
       16,
       {NodeKind::avg_pool2d}},
      {"means with padding",
       [] { return function("torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1])"); },
       16,
       {NodeKind::avg_pool2d}},
      {"means of equal windows",
       [] { return function("torch.adaptive_avg_pool2d(x, [8, 8])"); },
       16,
       {NodeKind::avg_pool2d}},
      {"every second channel",
       [] { return function("x[:, 1::2]"); },
       8,
       {NodeKind::select_channels}},
      {"parts of two sizes",
       [] {
         return lines("    a, b, c = torch.split(x, 6, 1)\n    return torch.cat([c, a], 1)\n");
       },
       10,
       {NodeKind::select_channels, NodeKind::concat}},
      {"numbers", [] { return function("x * 0.5 + 0.25"); }, 16, {NodeKind::conv2d}},
      {"one channel scaled",
       [] { return function("torch.cat([torch.unsqueeze(x[:, 3], 1) * 2.0, x], 1)"); },
       17,
       {NodeKind::select_channels, NodeKind::concat}},
      {"concatenation with constant channels",
       [] { return coordinates(2, "[x.size(0), -1, -1, -1]"); },
       18,
       {NodeKind::concat}},
      {"concatenation with a constant channel twice",
       [] { return coordinates(1, "[x.size(0), 2, -1, -1]"); },
       18,
       {NodeKind::concat}},
      {"dense block", dense_block, 32, {NodeKind::concat, NodeKind::avg_pool2d}},
      {"shuffle block", shuffle_block, 16, {NodeKind::concat, NodeKind::select_channels}},
  };
  return all;
}

/// Calls `check` with the module and its graph, for each model and several seeds.
void for_each_model(int seeds,
                    const std::function<void(const Layers&, const Module&, const Graph&)>& check) {
  use_inference_settings(1);
  for (const Layers& layers : all_layers()) {
    for (int seed = 0; seed < seeds; ++seed) {
      at::manual_seed(static_cast<std::uint64_t>(seed));
      const Module module = network_around(layers.middle(), layers.channels);
      const Graph graph = import_torchscript(saved(module), images(1));
      INFO(layers.title << ", seed " << seed);
      if (const Node* whole = find_module(graph)) FAIL(whole->module.obstacle);
      check(layers, module, graph);
    }
  }
}

}  // namespace

TEST_CASE("Gates, concatenations, parts and pooling become layers with the outputs of the module",
          "[torchscript]") {
  for_each_model(6, [](const Layers& layers, const Module& module, const Graph& graph) {
    std::set<NodeKind> kinds;
    for (const Node& node : graph.nodes) kinds.insert(node.kind);
    for (const NodeKind kind : layers.kinds) CHECK(kinds.count(kind) == 1);
    const Executor executor(lower(graph));
    for (const std::int64_t batch : {1, 3, 1}) {
      const at::Tensor x = images(batch), expected = answer(module, x);
      CHECK(distance(expected, interpret(graph, x)) < 1e-5);
      CHECK(distance(expected, executor.run(x)) < 1e-5);
    }
  });
}

TEST_CASE("A model with gates and concatenations, split after any layer, equals the whole",
          "[torchscript]") {
  for_each_model(2, [](const Layers&, const Module&, const Graph& graph) {
    const at::Tensor x = images(1), batch = images(2);
    for (const Graph& whole : {lower(graph), quantize(lower(graph), images(20))}) {
      const at::Tensor expected = Executor(whole).run(x), of_batch = Executor(whole).run(batch);
      const std::vector<Cut> cuts = find_cuts(whole, x);
      CHECK(cuts.size() >= 4);  // behind the stem, the middle, the last convolution, the pooling
      for (const Cut& cut : cuts) {
        INFO("cut after " << cut.name);
        const std::vector<Graph> parts = split(whole, cut.node);
        const Executor first(parts[0]), second(parts[1]);
        CHECK(at::equal(second.run(first.run(x)), expected));
        CHECK(at::equal(second.run(first.run(batch)), of_batch));
      }
    }
  });
}

TEST_CASE("Every int8 node of a gate or a concatenation is within one step of fake quantization",
          "[torchscript][sptq]") {
  for_each_model(3, [](const Layers&, const Module& module, const Graph& graph) {
    const Graph int8 = quantize(lower(graph), images(50));
    const at::Tensor x = images(2);
    std::vector<at::Tensor> values;
    Executor(int8).run(x, [&](std::size_t, const at::Tensor& value) {
      values.push_back(value.is_quantized() ? value.dequantize() : dense(value));
    });
    for (std::size_t i = 1; i < int8.nodes.size(); ++i) {
      Node node = int8.nodes[i];
      // The mean over an image is rounded down by LibTorch's kernel: tests/models/operators.
      if (!node.quantization || node.kind == NodeKind::global_avg_pool2d) continue;
      std::vector<at::Tensor> operands;
      for (const int operand : node.inputs)
        operands.push_back(values[static_cast<std::size_t>(operand)]);
      const Quantization q = *node.quantization;
      const at::Tensor expected = at::fake_quantize_per_tensor_affine(
          interpret_node(node, operands), q.scale, q.zero_point, 0, 255);
      INFO("node " << node.name);
      CHECK(((expected - values[i]).abs().max() / q.scale).item<double>() < 1.01);
    }
    // About ten layers, each with an error of at most half of 1/255 of its range.
    CHECK(distance(answer(module, x), values.back()) < 0.2);
  });
}

TEST_CASE("A prepared file stores gates, concatenations and parts unchanged", "[torchscript]") {
  for_each_model(1, [](const Layers&, const Module&, const Graph& graph) {
    for (const char* operator_name :
         {"identity", "sptq", "pruned", "pruned_channels", "pruned+sptq"}) {
      const Variant variant = apply_operators(parse_operator(operator_name), graph, calibrated());
      TensorFile file;
      put_stages(variant.stages, file);
      write_safetensors(temporary_file(), file);
      const Graph read = get_stages(read_safetensors(temporary_file())).at(0);
      const at::Tensor x = images(2);
      CHECK(at::equal(Executor(variant.stages[0]).run(x), Executor(read).run(x)));
      CHECK(graph_key(variant.stages[0]) == graph_key(read));
    }
  });
}

TEST_CASE("The multiply-accumulates of an excitation are those of its layers", "[torchscript]") {
  const Module module = network_around(excitation(16, "torch.relu(s)", "torch.sigmoid(s)"));
  const Graph lowered = lower(import_torchscript(saved(module), images(1)));
  const std::vector<double> macs = multiply_accumulates(lowered, images(1));
  double sum = 0;
  for (const double each : macs) sum += each;
  // stem: 3*9 for each of 16*32*32 numbers; excitation: 16*4 twice; last: 16*9 for each of
  // 24*16*16; fc: 24*10.
  CHECK(sum == 27 * 16 * 1024 + 2 * 64 + 144 * 24 * 256 + 240);
}
