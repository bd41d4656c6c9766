#include "models/ir/lower.h"

#include <utility>

namespace tiersim::models {
namespace {

void fold_batch_norm(Node& conv, const Node& norm) {
  const auto tensor = [&](const char* name) { return norm.tensors.at(name).to(at::kDouble); };
  const at::Tensor factor = tensor("weight") / (tensor("running_var") + norm.epsilon).sqrt();
  at::Tensor bias = at::zeros_like(factor);
  if (const auto found = conv.tensors.find("bias"); found != conv.tensors.end())
    bias = found->second.to(at::kDouble);
  const at::Tensor weight = conv.tensors.at("weight").to(at::kDouble);
  conv.tensors["weight"] = (weight * factor.view({-1, 1, 1, 1})).to(at::kFloat);
  conv.tensors["bias"] = ((bias - tensor("running_mean")) * factor + tensor("bias")).to(at::kFloat);
}

/// A batch norm as a convolution of each channel with one weight.
Node convolution_of(const Node& norm) {
  Node conv = norm;
  conv.kind = NodeKind::conv2d;
  conv.groups = norm.tensors.at("weight").size(0);
  conv.tensors = {{"weight", at::ones({conv.groups, 1, 1, 1})}};
  fold_batch_norm(conv, norm);
  return conv;
}

Activation activation_of(NodeKind kind) {
  if (kind == NodeKind::relu) return Activation::relu;
  return kind == NodeKind::relu6 ? Activation::relu6 : Activation::none;
}

bool takes_activation(const Node& node, NodeKind activation) {
  if (node.kind == NodeKind::conv2d) return true;
  return activation == NodeKind::relu &&
         (node.kind == NodeKind::linear || node.kind == NodeKind::add);
}

/// Dropout does nothing in inference.
Graph without_dropout(const Graph& graph) {
  Graph result;
  std::vector<int> new_index(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    Node node = graph.nodes[i];
    for (int& input : node.inputs) input = new_index[static_cast<std::size_t>(input)];
    if (node.kind == NodeKind::dropout) {
      new_index[i] = node.inputs[0];
      continue;
    }
    new_index[i] = static_cast<int>(result.nodes.size());
    result.nodes.push_back(std::move(node));
  }
  return result;
}

}  // namespace

Graph lower(const Graph& trained) {
  const Graph graph = without_dropout(trained);
  const std::vector<int> uses = count_uses(graph);
  Graph lowered;
  std::vector<int> new_index(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    Node node = graph.nodes[i];
    for (int& input : node.inputs) input = new_index[static_cast<std::size_t>(input)];
    if (!node.inputs.empty()) {
      Node& before = lowered.nodes[static_cast<std::size_t>(node.inputs[0])];
      // Not folded or fused if another node reads the value in between.
      const bool alone = uses[static_cast<std::size_t>(graph.nodes[i].inputs[0])] == 1 &&
                         before.activation == Activation::none;
      const bool folds =
          node.kind == NodeKind::batch_norm2d && before.kind == NodeKind::conv2d && alone;
      const bool fuses = activation_of(node.kind) != Activation::none && alone &&
                         takes_activation(before, node.kind);
      if (folds) fold_batch_norm(before, node);
      if (fuses) before.activation = activation_of(node.kind);
      if (folds || fuses) {
        new_index[i] = node.inputs[0];
        continue;
      }
    }
    new_index[i] = static_cast<int>(lowered.nodes.size());
    if (node.kind == NodeKind::batch_norm2d) node = convolution_of(node);
    lowered.nodes.push_back(std::move(node));
  }
  validate(lowered);
  return lowered;
}

}  // namespace tiersim::models
