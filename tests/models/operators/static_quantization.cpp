#include "models/operators/static_quantization.h"

#include <c10/core/InferenceMode.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <map>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/kernels.h"
#include "models/ir/lower.h"
#include "models/subjects/mobilenet_v2.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim::models;

TEST_CASE("The scale and zero point map a range that holds 0 onto 0..255", "[sptq]") {
  // [-1, 4]: scale 5 / 255, zero at 51. Ranges on one side of 0 are widened to it.
  const Quantization q = affine_quantization(-1, 4);
  CHECK(q.scale == Approx(5.0 / 255));
  CHECK(q.zero_point == 51);
  CHECK(affine_quantization(1, 4).zero_point == 0);
  CHECK(affine_quantization(-4, -1).zero_point == 255);
  CHECK(affine_quantization(0, 0).scale > 0);
}

namespace {

/// r = scale (q - zero_point), rounded and clamped in float32: the reference for the int8 kernels.
at::Tensor fake_quantize(const at::Tensor& x, const Quantization& q) {
  return at::fake_quantize_per_tensor_affine(x, q.scale, q.zero_point, 0, 255);
}

at::Tensor dequantized_weight(const Node& node) {
  const at::Tensor& weight = node.tensors.at("weight");
  std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
  shape[0] = -1;
  return weight.to(at::kFloat) * node.tensors.at("weight_scale").view(shape);
}

}  // namespace

namespace {

/// Networks of all families in turn, quantized, and an input for each.
std::pair<Graph, at::Tensor> quantized_example(std::uint64_t seed) {
  if (seed % 4 == 0)
    return {quantize(lower(small_transformer(seed / 4)), random_ids(50, 12)), random_ids(2, 9)};
  if (seed % 4 == 1) {
    at::manual_seed(seed);
    ResNetConfig config;  // with pooling
    config.bottleneck = false;
    config.blocks = {1, 1};
    config.planes = {8, 16};
    config.stem_channels = 8;
    return {quantize(lower(with_statistics(resnet(config))), at::randn({10, 3, 64, 64})),
            at::randn({1, 3, 64, 64})};
  }
  if (seed % 8 == 2) {
    at::manual_seed(seed);
    return {quantize(lower(with_statistics(mobilenet_v2(10))), at::randn({4, 3, 64, 64})),
            at::randn({1, 3, 64, 64})};
  }
  return {quantize(lower(small_network(seed)), random_images(50)), random_images(2)};
}

}  // namespace

TEST_CASE("Every int8 kernel is within one step of the fake-quantized reference", "[sptq]") {
  use_inference_settings(1);
  const c10::InferenceMode guard;
  std::map<NodeKind, int> checked;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto [graph, input] = quantized_example(seed);
    std::vector<at::Tensor> values;  // float32 values of every node as the kernels computed them
    Executor(graph).run(input, [&](std::size_t, const at::Tensor& value) {
      values.push_back(value.is_quantized() ? value.dequantize() : dense(value));
    });
    for (std::size_t i = 1; i < graph.nodes.size(); ++i) {
      const Node& node = graph.nodes[i];
      if (!node.quantization || node.kind == NodeKind::global_avg_pool2d) continue;
      ++checked[node.kind];
      const auto operand = [&](std::size_t k) {
        return values[static_cast<std::size_t>(node.inputs[k])];
      };
      at::Tensor expected;
      switch (node.kind) {
        case NodeKind::conv2d:
          expected = at::conv2d(operand(0), dequantized_weight(node), node.tensors.at("bias"),
                                node.stride, node.padding, 1, node.groups);
          break;
        case NodeKind::linear:
          expected = at::linear(operand(0), dequantized_weight(node), node.tensors.at("bias"));
          break;
        case NodeKind::add:
          expected = operand(0) + operand(1);
          break;
        case NodeKind::gelu:
          expected = at::gelu(operand(0));
          break;
        case NodeKind::max_pool2d:
          expected = at::max_pool2d(operand(0), node.kernel, node.stride, node.padding);
          break;
        default:
          expected = operand(0);
      }
      if (node.activation == Activation::relu) expected = at::relu(expected);
      if (node.activation == Activation::relu6) expected = at::clamp(expected, 0, 6);
      INFO("seed " << seed << ", node " << node.name);
      const double steps = ((fake_quantize(expected, *node.quantization) - values[i]).abs().max() /
                            node.quantization->scale)
                               .item<double>();
      CHECK(steps < 1.01);
    }
  }
  for (const NodeKind kind : {NodeKind::conv2d, NodeKind::linear, NodeKind::add, NodeKind::gelu,
                              NodeKind::max_pool2d, NodeKind::quantize})
    CHECK(checked[kind] >= 10);
}

TEST_CASE("Fake quantization gives nearly the answers of int8", "[sptq]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto [graph, input] = quantized_example(seed);
    const at::Tensor expected = interpret(graph, input), actual = Executor(graph).run(input);
    // Errors of a step here and there add up along the layers, but stay a small part of the logits.
    CHECK(((expected - actual).abs().max() / expected.abs().max()).item<double>() < 0.2);
  }
}

TEST_CASE("The least-squares range clips outliers that widen the steps too much", "[sptq]") {
  // 100,000 values spread over [0, 1] and one at 10. Over [0, 10] a step is 10/255 and each value's
  // error on average step^2/12 = 1.3e-4: 12.8 in all. Clipping to 6 costs the outlier 16.
  std::vector<double> counts(1000, 0);
  for (int bin = 0; bin < 100; ++bin) counts[static_cast<std::size_t>(bin)] = 1e5 / 100;
  counts[999] = 1;
  const Range kept = least_squares_range(counts, {0, 10});
  CHECK(kept.low == 0);
  CHECK(kept.high < 10);
  counts[999] = 1e4;  // no longer an outlier
  CHECK(least_squares_range(counts, {0, 10}).high == Approx(10).margin(0.5));
}

TEST_CASE("Weights are int8 with a scale per output channel and lose half a step at most",
          "[sptq]") {
  const Graph lowered = lower(small_network(3));
  const Graph graph = quantize(lowered, random_images(20));
  int checked = 0;
  for (const Node& node : graph.nodes) {
    if (node.tensors.count("weight") == 0) continue;
    CHECK(node.tensors.at("weight").scalar_type() == at::kChar);
    for (const Node& original : lowered.nodes) {
      if (original.name != node.name) continue;
      const at::Tensor error =
          (dequantized_weight(node) - original.tensors.at("weight")).abs().flatten(1);
      CHECK((std::get<0>(error.max(1)) <= node.tensors.at("weight_scale") * 0.5001)
                .all()
                .item<bool>());
      ++checked;
    }
  }
  CHECK(checked > 5);
}
