#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// The function that a node computes. Shapes: an image is [N, C, H, W], features are [N, F], a
/// sequence is [N, T, D], token ids are int64 [N, T], padded at the right. N is the batch, T the
/// number of tokens, D the width.
enum class NodeKind {
  input,         ///< returns the model's input; no operands
  conv2d,        ///< convolution with "weight" [out, in/groups, kh, kw], "bias" [out] (optional)
  batch_norm2d,  ///< normalizes channels with "weight", "bias", "running_mean", "running_var" [C]
  relu,          ///< max(x, 0)
  relu6,         ///< min(max(x, 0), 6)
  sigmoid,       ///< 1 / (1 + exp(-x))
  silu,          ///< x sigmoid(x)
  hardsigmoid,   ///< min(max(x + 3, 0), 6) / 6
  hardswish,     ///< x hardsigmoid(x)
  add,           ///< sum of two operands of equal shape
  add_constant,  ///< x + "value", which has the shape of x, except that the batch is 1
  multiply,      ///< product of two operands of equal shape, or of an image [N, C, H, W] and a gate
                 ///< [N, C], which has a factor for each channel
  concat,        ///< the operands, one behind the other along dimension 1: channels of images and
                 ///< features, tokens of sequences. "first" [1, ...] (optional) comes before them
  select_channels,    ///< the channels of an image or the features with the indices `channels`
  max_pool2d,         ///< largest value of each square window
  avg_pool2d,         ///< mean of each square window, padding counted as zeros
  global_avg_pool2d,  ///< mean over H and W: [N, C, H, W] to [N, C]
  flatten,            ///< [N, C, H, W] to [N, C H W]
  image_tokens,       ///< a token for each pixel: [N, C, H, W] to [N, H W, C]
  linear,             ///< last dimension times "weight" [out, in], plus "bias" [out] (optional)
  embedding,          ///< maps token ids to the sum of "word_embeddings.weight" [V, D],
                      ///< "position_embeddings.weight" [P, D] and "token_type_embeddings.weight"
                      ///< [S, D]: [N, T] to [N, T, D]
  layer_norm,         ///< normalizes the last dimension, then uses "weight", "bias" [D]
  gelu,               ///< x Phi(x), exact (erf)
  tanh,               ///< hyperbolic tangent
  attention,          ///< softmax(q k^T / sqrt(D/heads)) v per head; operands q, k, v [N, T, D]
  first_token,        ///< the vector of the first token: [N, T, D] to [N, D]
  exit,               ///< returns its operand, logits float32 [N, classes]; they are the answer if
                      ///< their largest softmax probability reaches `threshold`; no node reads them
  dropout,            ///< in training, sets values to zero with `probability`; else no effect
  quantize,           ///< converts float32 to quint8 with the node's quantization
  dequantize,         ///< converts quint8 to float32
  torchscript,        ///< runs "module" uint8 [bytes], a saved TorchScript module that maps the
                      ///< operand to logits; for a model with an operation that no other kind has
};

std::string_view to_string(NodeKind kind);  ///< name of a kind in model files: "conv2d"
/// The kind with this name. Throws std::invalid_argument for an unknown name.
NodeKind node_kind_from(std::string_view name);

/// The activation that a conv2d, linear or add node applies to its result.
enum class Activation { none, relu, relu6 };

/// The scale and zero point of affine quint8 values: the level q means the number
/// r = scale (q - zero_point).
/// Source: Jacob et al., CVPR 2018, eq. 1.
struct Quantization {
  double scale{1.0};
  std::int64_t zero_point{0};
};

/// Which token ids have a special meaning for an embedding layer, and how it numbers positions.
struct TokenLayout {
  std::int64_t pad_id{0};          ///< id of padding, which attention ignores
  std::int64_t first_position{0};  ///< position of the first token (RoBERTa: pad_id + 1)
  std::int64_t separator_id{-1};   ///< id that ends the first text of a pair; -1: no second text
};

/// Facts about a TorchScript module that a torchscript node stores beside the bytes of the module.
struct ModuleFacts {
  std::int64_t parameters{0};       ///< number of trained values
  std::int64_t parameter_bytes{0};  ///< bytes of all tensors that the module computes with
  bool int8{false};                 ///< whether TorchScript's passes have quantized the module
  bool optimized{false};            ///< whether the module runs with TorchScript's optimizations
  std::string obstacle;  ///< operation that no other node kind has: `aten::elu at layer "act"`
};

/// One operation of a model. A node with `quantization` reads and writes quint8 activations (a
/// `quantize` node reads float32). Its weights are int8 [out, ...] with "weight_scale" float32
/// [out], or still float32 while the model is trained. The comment of a setting names the kinds
/// that have this setting.
struct Node {
  NodeKind kind{NodeKind::input};
  std::string name;         ///< unique in its graph; the name in torchvision or transformers
  std::vector<int> inputs;  ///< indices of the operands, which are earlier nodes
  std::int64_t stride{1};   ///< conv2d, max_pool2d, avg_pool2d; in pixels
  std::int64_t padding{0};  ///< conv2d, max_pool2d, avg_pool2d; on each side, in pixels
  std::int64_t groups{1};   ///< conv2d: number of groups of channels
  std::int64_t kernel{1};   ///< max_pool2d, avg_pool2d: height and width of a window in pixels
  bool ceil_mode{false};    ///< max_pool2d, avg_pool2d: the last windows may reach over the edge
  std::vector<std::int64_t> channels;  ///< select_channels: indices in the operand
  std::int64_t heads{1};               ///< attention: number of heads
  double epsilon{1e-5};                ///< batch_norm2d, layer_norm: added to the variance
  double probability{0};               ///< dropout: of setting a value to zero, [0, 1)
  double threshold{1};  ///< exit: least softmax probability for an answer; above 1: never
  TokenLayout tokens;   ///< embedding: special token ids
  ModuleFacts module;   ///< torchscript: facts about the module
  Activation activation{Activation::none};    ///< conv2d, linear, add: applied to the result
  std::optional<Quantization> quantization;   ///< scale of the node's value; set if it is quint8
  std::map<std::string, at::Tensor> tensors;  ///< weights by name; NodeKind lists the names
};

/// A model: a list of nodes in an order that can be executed. The first node is the input. The last
/// node is the output, unless an exit before it answers (see exit_answers.h). Copies of a graph
/// share tensors: a change of a tensor in place changes all copies. So lower() and other rewrites
/// replace a tensor by a new one.
struct Graph {
  std::vector<Node> nodes;
};

/// Checks a graph. Throws std::invalid_argument, with the name of the node, if a node reads an exit
/// or a node that does not come before it, has the name of another node, or has the wrong number of
/// operands. Also throws it for a missing tensor, for one of the wrong shape, for an impossible
/// setting, and for an exit that is the last node, is quantized or reads quint8. The graph must not
/// be empty, and the first node, and no other, must be the input.
void validate(const Graph& graph);

/// Counts, for each node, how often the nodes of the graph read its value. Returns the counts in
/// the order of the nodes.
std::vector<int> count_uses(const Graph& graph);

/// Finds, for each node, the index of the last node that reads its value, or its own index if no
/// node does. For an exit the result is the last index of the graph, because its answers are needed
/// at the end. Returns the indices in the order of the nodes.
std::vector<int> last_uses(const Graph& graph);

/// Whether the value of the node with index `node` is an answer of the model: the node is the last
/// one, or an exit reads it.
bool gives_answers(const Graph& graph, std::size_t node);

/// A copy of the graph in which every exit has a threshold above 1. So no exit ends a run or
/// answers: a run reaches every node, and the output is that of the last node.
Graph without_leaving(const Graph& graph);

/// Whether a tensor of this name is a trained parameter of its node. True for all names except
/// "running_mean", "running_var" and "weight_scale".
bool is_parameter(std::string_view tensor_name);

std::int64_t parameter_count(const Graph& graph);  ///< number of trained values
std::int64_t parameter_bytes(const Graph& graph);  ///< bytes of all tensors in memory

}  // namespace tiersim::models
