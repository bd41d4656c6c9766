#include "models/operators/static_quantization.h"

#include <utility>
#include <vector>

#include "models/ir/interpreter.h"
#include "models/ir/weight_quantization.h"

namespace tiersim::models {
namespace {

/// Whether each node runs in int8. The residual stream of a transformer stays float32, because
/// int8 would lose what the layers add to it. Additions of images run in int8.
std::vector<bool> nodes_in_int8(const Graph& graph, const at::Tensor& sample) {
  std::vector<bool> images(graph.nodes.size());
  interpret(graph, sample, Mode::eval, [&](std::size_t node, const at::Tensor& value) {
    images[node] = value.dim() == 4;
    return value;
  });
  std::vector<bool> int8(graph.nodes.size(), false);
  for (std::size_t i = 1; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    const bool reads_int8 = int8[static_cast<std::size_t>(node.inputs[0])];
    switch (node.kind) {
      case NodeKind::conv2d:
      case NodeKind::linear:
        int8[i] = true;
        break;
      case NodeKind::add:
        int8[i] = images[i];
        break;
      case NodeKind::concat:  // the int8 kernel knows no constant operand
        int8[i] = images[i] && node.tensors.empty();
        break;
      case NodeKind::multiply:
        int8[i] = images[i] && reads_int8;
        break;
      case NodeKind::global_avg_pool2d:
      case NodeKind::max_pool2d:
      case NodeKind::avg_pool2d:
      case NodeKind::flatten:
      case NodeKind::gelu:
      case NodeKind::sigmoid:
      case NodeKind::silu:
      case NodeKind::hardsigmoid:
      case NodeKind::hardswish:
        int8[i] = reads_int8;
        break;
      case NodeKind::select_channels:
        int8[i] = images[i] && reads_int8;
        break;
      default:
        break;
    }
  }
  return int8;
}

bool keeps_scale(NodeKind kind) {
  return kind == NodeKind::global_avg_pool2d || kind == NodeKind::max_pool2d ||
         kind == NodeKind::avg_pool2d || kind == NodeKind::flatten ||
         kind == NodeKind::select_channels;
}

/// Builds the result of place_quantization() node by node. Each value exists in float32, in quint8
/// or in both, depending on the nodes that read it.
class Placement {
 public:
  Placement(const Graph& lowered, std::vector<Range> ranges)
      : lowered_(lowered),
        ranges_(std::move(ranges)),
        as_float_(lowered.nodes.size(), -1),
        as_int8_(lowered.nodes.size(), -1) {}

  void place(std::size_t i, bool int8) {
    Node node = lowered_.nodes[i];
    for (int& input : node.inputs) {
      const auto value = static_cast<std::size_t>(input);
      input = int8 ? int8_of(value) : float_of(value);
    }
    if (int8) {
      node.quantization =
          keeps_scale(node.kind)
              ? *result_.nodes[static_cast<std::size_t>(node.inputs[0])].quantization
              : affine_quantization(ranges_[i].low, ranges_[i].high);
    }
    (int8 ? as_int8_ : as_float_)[i] = append(std::move(node));
  }

  Graph finish() && {
    float_of(lowered_.nodes.size() - 1);
    validate(result_);
    return std::move(result_);
  }

 private:
  int append(Node node) {
    result_.nodes.push_back(std::move(node));
    return static_cast<int>(result_.nodes.size()) - 1;
  }
  int convert(NodeKind kind, const char* suffix, std::size_t value, int from) {
    Node node;
    node.kind = kind;
    node.name = lowered_.nodes[value].name + suffix;
    node.inputs = {from};
    if (kind == NodeKind::quantize)
      node.quantization = affine_quantization(ranges_[value].low, ranges_[value].high);
    return append(std::move(node));
  }
  int int8_of(std::size_t value) {
    if (as_int8_[value] < 0)
      as_int8_[value] = convert(NodeKind::quantize, ".quantize", value, as_float_[value]);
    return as_int8_[value];
  }
  int float_of(std::size_t value) {
    if (as_float_[value] < 0)
      as_float_[value] = convert(NodeKind::dequantize, ".dequantize", value, as_int8_[value]);
    return as_float_[value];
  }

  const Graph& lowered_;
  std::vector<Range> ranges_;
  std::vector<int> as_float_, as_int8_;  ///< index in the result; -1 where there is none
  Graph result_;
};

}  // namespace

Graph place_quantization(const Graph& lowered, const at::Tensor& calibration, RangeRule rule) {
  const std::vector<bool> int8 = nodes_in_int8(lowered, calibration.slice(0, 0, 1));
  Placement placement(lowered, observe_ranges(lowered, calibration, rule));
  for (std::size_t i = 0; i < lowered.nodes.size(); ++i) placement.place(i, int8[i]);
  return std::move(placement).finish();
}

Graph to_int8(const Graph& placed) {
  Graph result = placed;
  for (Node& node : result.nodes) {
    if (!node.quantization || node.tensors.count("weight") == 0) continue;
    const at::Tensor weight = node.tensors.at("weight").detach();
    const at::Tensor scale = weight_scale(weight);
    node.tensors["weight"] = int8_weight(weight, scale);
    node.tensors["weight_scale"] = scale.contiguous();
    for (auto& [name, tensor] : node.tensors) tensor = tensor.detach();
  }
  validate(result);
  return result;
}

Graph quantize(const Graph& lowered, const at::Tensor& calibration, RangeRule rule) {
  return to_int8(place_quantization(lowered, calibration, rule));
}

RangeRule range_rule_from(const OperatorCall& call) {
  return call.setting("observer") == "mse" ? RangeRule::mse : RangeRule::min_max;
}

}  // namespace tiersim::models
