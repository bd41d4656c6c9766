#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/ir.h>

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/import/arguments.h"
#include "models/ir/graph.h"

namespace tiersim::models {

/// The shape that a value has in the script, and that of its node in the graph where the two
/// differ. N is the batch, d is D / heads.
enum class Form {
  image,         ///< [N, C, H, W]
  pooled,        ///< [N, C, 1, 1]; in the graph [N, C]
  features,      ///< [N, F]
  tokens,        ///< [N, T, D]
  plane,         ///< [N, H, W], one channel; in the graph [N, 1, H, W]
  grouped,       ///< [N, parts, C / parts, H, W]; in the graph [N, C, H, W]
  shuffled,      ///< [N, C / parts, parts, H, W]; in the graph the channels are not shuffled yet
  patches,       ///< [N, C, H W]; in the graph [N, C, H, W]
  tokens_first,  ///< [T, N, D]; in the graph [N, T, D], as in all rows below
  rows,          ///< [T N, D]
  heads_second,  ///< [T, N parts, d]
  heads,         ///< [N parts, T, d]
  turned_heads,  ///< [N parts, d, T]
  scores,        ///< [N parts, T, T], the products of queries (`index`) and `keys`
  shares,        ///< the softmax of scores
};

/// The node that has the value of a script.
struct Translated {
  int index;
  Form form;
  std::int64_t parts{1};  ///< number of groups of channels, or of heads
  int keys{-1};           ///< scores, shares: the node of the keys
  double factor{1};       ///< heads, scores: a factor that the node does not have
};

/// The state of a translation: the nodes so far, and the values of the script that they have.
class Translation {
 public:
  /// `input` is the value of the script that stands for the model's input, `sample` an example.
  Translation(const torch::jit::Value* input, const at::Tensor& sample);

  /// The node of an operand. Throws Obstacle if there is none.
  Translated operand(const Operation& operation, std::size_t i = 0) const;
  /// The node of an operand that must be an image. Throws Obstacle otherwise.
  Translated image(const Operation& operation, std::size_t i = 0) const;
  /// The node of a value, or nullptr.
  const Translated* find(const torch::jit::Value* value) const;
  /// The value of the node with this index for the sample.
  const at::Tensor& sample_of(int index) const { return samples_[static_cast<std::size_t>(index)]; }
  const Node& node(int index) const { return graph_.nodes[static_cast<std::size_t>(index)]; }

  /// Says that the result of the operation, or the value `result`, is that of a node.
  void set(const Operation& operation, const Translated& value);
  void set(const torch::jit::Value* result, const Translated& value) { values_[result] = value; }

  /// Appends a node of the operation and returns its index. Its name is `layer`, or else the layer
  /// of the operation, with a number if that is taken.
  int append(const Operation& operation, Node node, const std::string& layer = "");
  /// Appends a node whose value is the result of the operation.
  void append_result(const Operation& operation, Node node, Form form);

  /// The graph with the value `output` at its end, without nodes that nothing reads.
  Graph finish(const torch::jit::Value* output) &&;

 private:
  Graph graph_;
  std::vector<at::Tensor> samples_;
  std::unordered_map<const torch::jit::Value*, Translated> values_;
  std::set<std::string> taken_;
};

/// A node of a kind with its operands.
Node make_node_of(NodeKind kind, std::vector<int> inputs);

/// A function that translates an operation of a script.
using Handler = void (*)(Translation&, const Operation&);
using Handlers = std::map<std::string, Handler>;  ///< by operation: "aten::relu"

void add_layer_handlers(Handlers& handlers);     ///< convolutions, norms, linear layers
void add_function_handlers(Handlers& handlers);  ///< activations, sums, products
void add_pooling_handlers(Handlers& handlers);
void add_channel_handlers(Handlers& handlers);    ///< cat, chunk, split, slice, select
void add_shape_handlers(Handlers& handlers);      ///< reshape, transpose, permute, flatten
void add_attention_handlers(Handlers& handlers);  ///< what attention computes between them

}  // namespace tiersim::models
