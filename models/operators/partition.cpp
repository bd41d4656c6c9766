#include "models/operators/partition.h"

#include <utility>

#include "models/ir/lower.h"

namespace tiersim::models {

std::vector<Graph> split(const Graph& lowered, int after_node) {
  Graph first, second;
  const auto cut = static_cast<std::size_t>(after_node);
  first.nodes.assign(lowered.nodes.begin(), lowered.nodes.begin() + after_node + 1);
  Node received;
  received.name = "input";
  second.nodes.push_back(std::move(received));
  for (std::size_t i = cut + 1; i < lowered.nodes.size(); ++i) {
    Node node = lowered.nodes[i];
    for (int& input : node.inputs) input -= after_node;  // the cut value becomes index 0
    second.nodes.push_back(std::move(node));
  }
  validate(first);
  validate(second);
  return {std::move(first), std::move(second)};
}

/// Operator `partition`: splits after the layer that `cut` names. The best cut depends on tiers and
/// links, so `cut=auto` is replaced by a layer before (scenarios/measure/choose_cut.h). Source:
/// Kang et al., "Neurosurgeon", ASPLOS 2017.
Variant apply_partition(const Graph& whole, const OperatorCall& call,
                        const PrepareContext& context) {
  const Graph lowered = lower(whole);
  const std::vector<Cut> cuts = find_cuts(lowered, context.sample);
  return {split(lowered, find_cut(cuts, call.setting("cut"), call.name()).node)};
}

}  // namespace tiersim::models
