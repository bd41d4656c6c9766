#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// What a node computes. Images are [N, C, H, W], features [N, F].
enum class NodeKind {
  input,              ///< the model's input; no operands
  conv2d,             ///< "weight" [out, in/groups, kh, kw], "bias" [out] (optional)
  batch_norm2d,       ///< "weight", "bias", "running_mean", "running_var" [C]; epsilon 1e-5
  relu,               ///< max(x, 0)
  add,                ///< sum of two operands of equal shape
  global_avg_pool2d,  ///< mean over H and W: [N, C, H, W] to [N, C]
  linear,             ///< "weight" [out, in], "bias" [out]
  quantize,           ///< float32 to quint8 with the node's quantization
  dequantize,         ///< quint8 to float32
};

std::string_view to_string(NodeKind kind);
/// Throws std::invalid_argument for a name that is none.
NodeKind node_kind_from(std::string_view name);

/// Affine quint8: r = scale (q - zero_point). Source: Jacob et al., CVPR 2018, eq. 1.
struct Quantization {
  double scale{1.0};
  std::int64_t zero_point{0};
};

/// One operation. A node with `quantization` reads and writes quint8 activations (`quantize` reads
/// float32); its weights are then int8 [out, ...] with "weight_scale" float32 [out].
struct Node {
  NodeKind kind{NodeKind::input};
  std::string name;         ///< unique in its graph, as torchvision spells it: "layer1.0.conv2"
  std::vector<int> inputs;  ///< indices of earlier nodes
  std::int64_t stride{1};   ///< conv2d
  std::int64_t padding{0};  ///< conv2d
  std::int64_t groups{1};   ///< conv2d
  bool fused_relu{false};   ///< conv2d, linear, add: the relu that follows is part of the node
  std::optional<Quantization> quantization;
  std::map<std::string, at::Tensor> tensors;
};

/// A model as a flat list of nodes in an order that can be executed; the first is the input, the
/// last the output. Copies share tensors; passes that change a tensor replace it.
struct Graph {
  std::vector<Node> nodes;
};

/// Throws std::invalid_argument, naming the node, unless the list is in executable order with the
/// tensors and the number of operands that each kind needs.
void validate(const Graph& graph);

/// For each node the number of nodes that read it.
std::vector<int> count_uses(const Graph& graph);

/// For each node the index of the last node that reads it (its own index where none does).
std::vector<int> last_uses(const Graph& graph);

std::int64_t parameter_count(const Graph& graph);  ///< trainable numbers: weights and biases
std::int64_t parameter_bytes(const Graph& graph);  ///< bytes of all tensors as stored

}  // namespace tiersim::models
