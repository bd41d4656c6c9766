#include "models/operators/static_quantization.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/operators/lower.h"
#include "tests/models/graphs.h"

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

/// r = scale (q - zero_point), rounded and clamped in float32: what the int8 kernels should come
/// to.
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

TEST_CASE("Every int8 kernel is within one step of the fake-quantized reference", "[sptq]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Graph graph = quantize(lower(small_network(seed)), random_images(50));
    std::vector<at::Tensor> values;  // float32 values of every node as the kernels computed them
    Executor(graph).run(random_images(2), [&](std::size_t, const at::Tensor& value) {
      values.push_back(value.is_quantized() ? value.dequantize() : value);
    });
    for (std::size_t i = 1; i < graph.nodes.size(); ++i) {
      const Node& node = graph.nodes[i];
      if (!node.quantization || node.kind == NodeKind::global_avg_pool2d) continue;
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
        default:
          expected = operand(0);
      }
      if (node.fused_relu) expected = at::relu(expected);
      INFO("seed " << seed << ", node " << node.name);
      const double steps = ((fake_quantize(expected, *node.quantization) - values[i]).abs().max() /
                            node.quantization->scale)
                               .item<double>();
      CHECK(steps < 1.01);
    }
  }
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
