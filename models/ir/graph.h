#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// What a node computes. An image is [N, C, H, W], features are [N, F], a sequence is [N, T, D],
/// token ids are int64 [N, T], padded at the right.
enum class NodeKind {
  input,              ///< the model's input; no operands
  conv2d,             ///< "weight" [out, in/groups, kh, kw], "bias" [out] (optional)
  batch_norm2d,       ///< "weight", "bias", "running_mean", "running_var" [C]
  relu,               ///< max(x, 0)
  relu6,              ///< min(max(x, 0), 6)
  add,                ///< sum of two operands of equal shape
  max_pool2d,         ///< largest value of each square window
  global_avg_pool2d,  ///< mean over H and W: [N, C, H, W] to [N, C]
  linear,             ///< "weight" [out, in], "bias" [out]; on the last dimension
  embedding,          ///< token ids to the sum of "word_embeddings.weight" [V, D],
                      ///< "position_embeddings.weight" [P, D] and "token_type_embeddings.weight"
                      ///< [S, D]: [N, T] to [N, T, D]
  layer_norm,         ///< "weight", "bias" [D], over the last dimension
  gelu,               ///< x Phi(x), exact (erf)
  tanh,               ///< hyperbolic tangent
  attention,          ///< softmax(q k^T / sqrt(D/heads)) v per head; operands q, k, v [N, T, D]
  first_token,        ///< the vector of the first token: [N, T, D] to [N, D]
  exit,               ///< logits float32 [N, classes]; they are the answer if their largest
                      ///< softmax probability reaches `threshold`; no node reads them
  dropout,            ///< in training, zeroes with `probability`; otherwise the operand
  quantize,           ///< float32 to quint8 with the node's quantization
  dequantize,         ///< quint8 to float32
  torchscript,        ///< "module" uint8 [bytes], a saved TorchScript module that maps the operand
                      ///< to logits; for a model with an operation that has no node here
};

std::string_view to_string(NodeKind kind);
/// Throws std::invalid_argument for an unknown name.
NodeKind node_kind_from(std::string_view name);

/// The activation that a conv2d, linear or add node applies to its result.
enum class Activation { none, relu, relu6 };

/// Affine quint8: r = scale (q - zero_point). Source: Jacob et al., CVPR 2018, eq. 1.
struct Quantization {
  double scale{1.0};
  std::int64_t zero_point{0};
};

/// Which token ids have a special meaning for an embedding layer, and how it numbers positions.
struct TokenLayout {
  std::int64_t pad_id{0};          ///< id of padding, which attention ignores
  std::int64_t first_position{0};  ///< position of the first token (RoBERTa: pad_id + 1)
  std::int64_t separator_id{-1};   ///< ends the first text of a pair; -1: all tokens have one type
};

/// Facts about a torchscript node that its bytes do not give.
struct ModuleFacts {
  std::int64_t parameters{0};       ///< number of trained values
  std::int64_t parameter_bytes{0};  ///< bytes of all tensors that it computes with
  bool int8{false};                 ///< TorchScript's passes have quantized it
  bool optimized{false};            ///< TorchScript's optimizations keep its output and are used
  std::string obstacle;             ///< the operation that has no node: `aten::silu at layer "act"`
};

/// One operation. A node with `quantization` reads and writes quint8 activations (a `quantize` node
/// reads float32). Its weights are int8 [out, ...] with "weight_scale" float32 [out], or still
/// float32 while the model is trained. The comment of a setting names the kinds that have it.
struct Node {
  NodeKind kind{NodeKind::input};
  std::string name;         ///< unique in its graph; the name in torchvision or transformers
  std::vector<int> inputs;  ///< indices of earlier nodes
  std::int64_t stride{1};   ///< conv2d, max_pool2d
  std::int64_t padding{0};  ///< conv2d, max_pool2d
  std::int64_t groups{1};   ///< conv2d
  std::int64_t kernel{1};   ///< max_pool2d
  std::int64_t heads{1};    ///< attention
  double epsilon{1e-5};     ///< batch_norm2d, layer_norm
  double probability{0};    ///< dropout
  double threshold{1};      ///< exit: the least probability for an answer; above 1: never
  TokenLayout tokens;       ///< embedding
  ModuleFacts module;       ///< torchscript
  Activation activation{Activation::none};  ///< conv2d, linear, add: fused into the node
  std::optional<Quantization> quantization;
  std::map<std::string, at::Tensor> tensors;
};

/// A model: a list of nodes in an order that can be executed. The first node is the input. The last
/// node is the output, unless an exit before it answers (see exit_answers.h). Copies of a graph
/// share tensors. A pass that changes a tensor replaces it.
struct Graph {
  std::vector<Node> nodes;
};

/// Throws std::invalid_argument, with the name of the node, unless the nodes are in executable
/// order and each has the tensors and the number of operands of its kind.
void validate(const Graph& graph);

/// For each node: how many nodes read it.
std::vector<int> count_uses(const Graph& graph);

/// For each node: the index of the last node that reads it, or its own index if none does. An exit
/// is needed to the end, because its answers join the others there.
std::vector<int> last_uses(const Graph& graph);

/// Whether a node's value is an answer: it is the output, or an exit reads it.
bool gives_answers(const Graph& graph, std::size_t node);

/// A copy whose exits never answer, so that a run reaches every node.
Graph without_leaving(const Graph& graph);

/// Whether a tensor with this name is trained. Running statistics and scales are not.
bool is_parameter(std::string_view tensor_name);

std::int64_t parameter_count(const Graph& graph);  ///< number of trained values
std::int64_t parameter_bytes(const Graph& graph);  ///< bytes of all tensors as stored

}  // namespace tiersim::models
