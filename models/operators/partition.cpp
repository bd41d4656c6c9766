#include "models/operators/partition.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/operators/lower.h"

namespace tiersim::models {
namespace {

constexpr double kSmallestHalf = 0.25;  // of the multiply-accumulates

/// Of the cuts that leave both halves something to do, the one over which the fewest bytes go.
const Cut& cheapest(const std::vector<Cut>& cuts) {
  const Cut* best = nullptr;
  for (const Cut& cut : cuts) {
    if (cut.work_before < kSmallestHalf || cut.work_before > 1 - kSmallestHalf) continue;
    const auto rank = [](const Cut& c) {
      return std::make_pair(c.bytes, std::abs(c.work_before - 0.5));
    };
    if (!best || rank(cut) < rank(*best)) best = &cut;
  }
  if (!best)
    throw OperatorError(
        "partition: no place in the middle of the model where one tensor alone is live");
  return *best;
}

}  // namespace

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
  const Graph whole = lower(single_stage(variant, name()));
  const std::vector<Cut> cuts = find_cuts(whole, context.sample);
  const std::string cut = call.setting("cut", "auto");
  return {split(whole, (cut == "auto" ? cheapest(cuts) : find_cut(cuts, cut, name())).node)};
}

}  // namespace tiersim::models
