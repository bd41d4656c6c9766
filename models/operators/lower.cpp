#include "models/operators/lower.h"

#include <utility>

namespace tiersim::models {
namespace {

constexpr double kBatchNormEpsilon = 1e-5;

void fold_batch_norm(Node& conv, const Node& norm) {
  const auto tensor = [&](const char* name) { return norm.tensors.at(name).to(at::kDouble); };
  const at::Tensor factor = tensor("weight") / (tensor("running_var") + kBatchNormEpsilon).sqrt();
  at::Tensor bias = at::zeros_like(factor);
  if (const auto found = conv.tensors.find("bias"); found != conv.tensors.end())
    bias = found->second.to(at::kDouble);
  const at::Tensor weight = conv.tensors.at("weight").to(at::kDouble);
  conv.tensors["weight"] = (weight * factor.view({-1, 1, 1, 1})).to(at::kFloat);
  conv.tensors["bias"] = ((bias - tensor("running_mean")) * factor + tensor("bias")).to(at::kFloat);
}

bool takes_relu(const Node& node) {
  return node.kind == NodeKind::conv2d || node.kind == NodeKind::linear ||
         node.kind == NodeKind::add;
}

}  // namespace

Graph lower(const Graph& graph) {
  const std::vector<int> uses = count_uses(graph);
  Graph lowered;
  std::vector<int> new_index(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    Node node = graph.nodes[i];
    for (int& input : node.inputs) input = new_index[static_cast<std::size_t>(input)];
    if (!node.inputs.empty()) {
      Node& before = lowered.nodes[static_cast<std::size_t>(node.inputs[0])];
      // Another reader of the value in between would see it changed.
      const bool alone =
          uses[static_cast<std::size_t>(graph.nodes[i].inputs[0])] == 1 && !before.fused_relu;
      const bool folds =
          node.kind == NodeKind::batch_norm2d && before.kind == NodeKind::conv2d && alone;
      const bool fuses = node.kind == NodeKind::relu && takes_relu(before) && alone;
      if (folds) fold_batch_norm(before, node);
      if (fuses) before.fused_relu = true;
      if (folds || fuses) {
        new_index[i] = node.inputs[0];
        continue;
      }
    }
    new_index[i] = static_cast<int>(lowered.nodes.size());
    lowered.nodes.push_back(std::move(node));
  }
  validate(lowered);
  return lowered;
}

}  // namespace tiersim::models
