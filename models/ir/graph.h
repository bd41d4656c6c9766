#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// What a node computes. Images are [N, C, H, W], features [N, F], sequences [N, T, D], token ids
/// int64 [N, T], padded at the right.
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
  first_token,        ///< [N, T, D] to [N, D]
  exit,               ///< logits float32 [N, classes] that answer where their largest softmax
                      ///< probability reaches `threshold`; no node reads it
  dropout,            ///< in training, zeroes with `probability`; otherwise the operand
  quantize,           ///< float32 to quint8 with the node's quantization
  dequantize,         ///< quint8 to float32
  torchscript,        ///< "module" uint8 [bytes], a saved TorchScript module that maps the operand
                      ///< to logits: a whole model of which this representation has no nodes
};

std::string_view to_string(NodeKind kind);
/// Throws std::invalid_argument for a name that is none.
NodeKind node_kind_from(std::string_view name);

/// What a conv2d, linear or add applies to its result.
enum class Activation { none, relu, relu6 };

/// Affine quint8: r = scale (q - zero_point). Source: Jacob et al., CVPR 2018, eq. 1.
struct Quantization {
  double scale{1.0};
  std::int64_t zero_point{0};
};

/// How an embedding reads token ids.
struct TokenLayout {
  std::int64_t pad_id{0};          ///< tokens that attention does not see
  std::int64_t first_position{0};  ///< of the first token (RoBERTa counts from pad_id + 1)
  std::int64_t separator_id{-1};   ///< ends the first text of a pair; -1: one type for all tokens
};

/// What the bytes of a torchscript node do not tell.
struct ModuleFacts {
  std::int64_t parameters{0};       ///< learnt numbers
  std::int64_t parameter_bytes{0};  ///< of all its tensors as computed with
  bool int8{false};                 ///< whether TorchScript's passes have quantized it
  bool optimized{false};            ///< whether TorchScript's optimizations keep what it computes
  std::string obstacle;             ///< what keeps it in one piece: `aten::silu at layer "act"`
};

/// One operation. A node with `quantization` reads and writes quint8 activations (`quantize` reads
/// float32); its weights are then int8 [out, ...] with "weight_scale" float32 [out], or still
/// float32 while the model is trained.
struct Node {
  NodeKind kind{NodeKind::input};
  std::string name;         ///< unique in its graph, as torchvision or transformers spell it
  std::vector<int> inputs;  ///< indices of earlier nodes
  std::int64_t stride{1};   ///< conv2d, max_pool2d
  std::int64_t padding{0};  ///< conv2d, max_pool2d
  std::int64_t groups{1};   ///< conv2d
  std::int64_t kernel{1};   ///< max_pool2d
  std::int64_t heads{1};    ///< attention
  double epsilon{1e-5};     ///< batch_norm2d, layer_norm
  double probability{0};    ///< dropout
  double threshold{1};      ///< exit; above 1: never reached
  TokenLayout tokens;       ///< embedding
  ModuleFacts module;       ///< torchscript
  Activation activation{Activation::none};  ///< conv2d, linear, add: fused into the node
  std::optional<Quantization> quantization;
  std::map<std::string, at::Tensor> tensors;
};

/// A model as a flat list of nodes in an order that can be executed; the first is the input, the
/// last the output, unless an exit before it has answered (see exit_answers.h). Copies share
/// tensors; passes that change a tensor replace it.
struct Graph {
  std::vector<Node> nodes;
};

/// Throws std::invalid_argument, naming the node, unless the list is in executable order with the
/// tensors and the number of operands that each kind needs.
void validate(const Graph& graph);

/// For each node the number of nodes that read it.
std::vector<int> count_uses(const Graph& graph);

/// For each node the index of the last node that reads it (its own index where none does); an exit
/// is needed to the end, where its answers join the others.
std::vector<int> last_uses(const Graph& graph);

/// Whether the node's value is an answer: the output, or what an exit reads.
bool gives_answers(const Graph& graph, std::size_t node);

/// The same graph, whose exits are never taken: a run of it reaches every node.
Graph without_leaving(const Graph& graph);

/// Whether a tensor of that name is learnt (running statistics and scales are not).
bool is_parameter(std::string_view tensor_name);

std::int64_t parameter_count(const Graph& graph);  ///< learnt numbers
std::int64_t parameter_bytes(const Graph& graph);  ///< bytes of all tensors as stored

}  // namespace tiersim::models
