#include "models/operators/static_quantization.h"

#include <ATen/Context.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "models/ir/interpreter.h"
#include "models/operators/lower.h"

namespace tiersim::models {
namespace {

struct Range {
  double low{std::numeric_limits<double>::infinity()};
  double high{-std::numeric_limits<double>::infinity()};
};

/// Smallest and largest value of every node's output over all calibration inputs.
std::vector<Range> observe_ranges(const Graph& graph, const at::Tensor& calibration) {
  constexpr std::int64_t kBatch = 100;
  std::vector<Range> ranges(graph.nodes.size());
  for (std::int64_t begin = 0; begin < calibration.size(0); begin += kBatch) {
    const at::Tensor batch =
        calibration.slice(0, begin, std::min(begin + kBatch, calibration.size(0)));
    interpret(graph, batch, Mode::eval, [&](std::size_t node, const at::Tensor& value) {
      ranges[node].low = std::min(ranges[node].low, value.min().item<double>());
      ranges[node].high = std::max(ranges[node].high, value.max().item<double>());
    });
  }
  return ranges;
}

/// Symmetric int8 in -127..127 per output channel, so that zero stays zero.
void quantize_weight(Node& node) {
  const at::Tensor weight = node.tensors.at("weight");
  const at::Tensor largest = std::get<0>(weight.abs().flatten(1).max(1)).clamp_min(1e-12);
  const at::Tensor scale = largest / 127.0;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
  shape[0] = -1;
  node.tensors["weight"] =
      (weight / scale.view(shape)).round().clamp(-127, 127).to(at::kChar).contiguous();
  node.tensors["weight_scale"] = scale.contiguous();
}

bool runs_in_int8(NodeKind kind) {
  return kind == NodeKind::conv2d || kind == NodeKind::linear || kind == NodeKind::add ||
         kind == NodeKind::global_avg_pool2d;
}

Node boundary(NodeKind kind, std::string name, int input) {
  Node node;
  node.kind = kind;
  node.name = std::move(name);
  node.inputs = {input};
  return node;
}

}  // namespace

Quantization affine_quantization(double low, double high) {
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  Quantization result;
  result.scale = std::max((high - low) / 255.0, 1e-12);
  result.zero_point = std::clamp<std::int64_t>(std::llround(-low / result.scale), 0, 255);
  return result;
}

Graph quantize(const Graph& lowered, const at::Tensor& calibration) {
  const std::vector<Range> ranges = observe_ranges(lowered, calibration);
  // For each value of the given graph: its index in the new one as float32 and as quint8, -1 where
  // it does not exist in that form (yet).
  std::vector<int> as_float(lowered.nodes.size(), -1), as_int8(lowered.nodes.size(), -1);
  Graph result;
  const auto append = [&](Node node) {
    result.nodes.push_back(std::move(node));
    return static_cast<int>(result.nodes.size()) - 1;
  };
  const auto int8_of = [&](std::size_t value) {
    if (as_int8[value] < 0) {
      Node node =
          boundary(NodeKind::quantize, lowered.nodes[value].name + ".quantize", as_float[value]);
      node.quantization = affine_quantization(ranges[value].low, ranges[value].high);
      as_int8[value] = append(std::move(node));
    }
    return as_int8[value];
  };
  const auto float_of = [&](std::size_t value) {
    if (as_float[value] < 0) {
      as_float[value] = append(boundary(NodeKind::dequantize,
                                        lowered.nodes[value].name + ".dequantize", as_int8[value]));
    }
    return as_float[value];
  };
  for (std::size_t i = 0; i < lowered.nodes.size(); ++i) {
    Node node = lowered.nodes[i];
    const bool int8 = runs_in_int8(node.kind);
    for (int& input : node.inputs) {
      input = int8 ? int8_of(static_cast<std::size_t>(input))
                   : float_of(static_cast<std::size_t>(input));
    }
    if (int8) {
      // The kernel for pooling keeps the scale of its operand.
      node.quantization = node.kind == NodeKind::global_avg_pool2d
                              ? *result.nodes[static_cast<std::size_t>(node.inputs[0])].quantization
                              : affine_quantization(ranges[i].low, ranges[i].high);
      if (node.tensors.count("weight") > 0) quantize_weight(node);
    }
    (int8 ? as_int8 : as_float)[i] = append(std::move(node));
  }
  float_of(lowered.nodes.size() - 1);
  validate(result);
  return result;
}

Variant StaticQuantization::apply(const Variant& variant, const PrepareContext& context) const {
  Variant result = variant;
  result.stages = {quantize(lower(single_stage(variant, name())), context.calibration)};
  return result;
}

}  // namespace tiersim::models
