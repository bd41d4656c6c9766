#include "models/operators/pruned.h"

#include <utility>
#include <vector>

#include "models/operators/learnt.h"
#include "models/operators/weight_masks.h"
#include "models/subjects/subject.h"

namespace tiersim::models {
namespace {

/// A mask of the `kept` largest values of each row, [rows, n].
at::Tensor largest_of_rows(const at::Tensor& rows, std::int64_t kept) {
  const at::Tensor places = std::get<1>(rows.abs().topk(kept, 1));
  return at::zeros_like(rows).scatter(1, places, 1.0);
}

/// The layers that compute answers. Nodes without weights may follow such a layer: in SqueezeNet, a
/// relu and a mean follow a convolution.
std::vector<bool> classifiers(const Graph& graph) {
  std::vector<bool> found(graph.nodes.size(), false);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!gives_answers(graph, i)) continue;
    std::size_t layer = i;
    while (graph.nodes[layer].tensors.empty() && graph.nodes[layer].inputs.size() == 1)
      layer = static_cast<std::size_t>(graph.nodes[layer].inputs[0]);
    found[layer] = true;
  }
  return found;
}

WeightMasks masks_of(const Graph& graph) {
  WeightMasks masks;
  const std::vector<bool> is_classifier = classifiers(graph);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const at::Tensor mask = pruning_mask(graph.nodes[i], is_classifier[i]);
    if (mask.defined()) masks[graph.nodes[i].name] = mask;
  }
  return masks;
}

}  // namespace

at::Tensor pruning_mask(const Node& node, bool is_classifier) {
  if (node.kind != NodeKind::conv2d && node.kind != NodeKind::linear) return {};
  const at::Tensor weight = node.tensors.at("weight").detach();
  if (is_classifier || weight.size(1) < 4) return {};  // classifier; first convolution, depthwise
  if (node.kind == NodeKind::conv2d && weight.size(2) == 3)
    return largest_of_rows(weight.reshape({-1, 9}), 4).view(weight.sizes());
  if (weight.size(1) % 4 != 0 || weight.numel() != weight.size(0) * weight.size(1)) return {};
  return largest_of_rows(weight.reshape({-1, 4}), 2).view(weight.sizes());
}

/// Operator `pruned`: keeps the four largest weights of every 3x3 kernel (Niu et al., PatDNN,
/// ASPLOS 2020), and the two largest of every four neighbouring inputs of a 1x1 convolution or
/// linear layer (2:4; Mishra et al., arXiv:2104.08378). The other weights become zero, and the kept
/// ones are trained for an epoch. The first convolution, depthwise convolutions, classifiers and
/// embeddings are not pruned. Zeros are stored and computed with, as in usual runtimes, so nothing
/// is faster.
Variant apply_pruned(const Graph& whole, const OperatorCall&, const PrepareContext& context) {
  const auto masks = masks_of(whole);
  const auto mask_all = [&](Graph& graph) { mask_weights(graph, masks); };
  const auto pruned = [&] {
    Graph graph = whole;
    for (Node& node : graph.nodes) {
      if (masks.count(node.name) > 0) node.tensors["weight"] = node.tensors["weight"].clone();
    }
    mask_all(graph);
    return graph;
  };
  if (!context.training) return {{pruned()}};
  const TrainingConfig config = fine_tuning(context.subject->training, 1, 0.2);
  return {{find_or_learn(
      {learnt_name(context),
       whole,
       {"pruned", describe(config)},
       [&](const std::filesystem::path& state) {
         Graph graph = pruned();
         Objective objective;
         objective.trains = [](const Node& node) { return node.kind != NodeKind::embedding; };
         objective.after_step = mask_all;
         train(graph, *context.training, config, context.progress, objective, state);
         return graph;
       }},
      context.progress, context.learnt_folder)}};
}

}  // namespace tiersim::models
