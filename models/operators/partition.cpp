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

Variant Partition::apply(const Variant& variant, const OperatorCall& call,
                         const PrepareContext& context) const {
  const Graph whole = lower(rewritable_stage(variant, name()));
  const std::vector<Cut> cuts = find_cuts(whole, context.sample);
  return {split(whole, find_cut(cuts, call.setting("cut", "auto"), name()).node)};
}

}  // namespace tiersim::models
