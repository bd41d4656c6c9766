#include "models/operators/partition.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/ir/executor.h"
#include "models/operators/lower.h"

namespace tiersim::models {
namespace {

constexpr double kSmallestHalf = 0.25;  // of the multiply-accumulates

/// Multiply-accumulates of one node, from the shape of its value for one request.
double work_of(const Node& node, const at::Tensor& value) {
  if (node.kind != NodeKind::conv2d && node.kind != NodeKind::linear) return 0;
  const at::Tensor& weight = node.tensors.at("weight");
  return static_cast<double>(value.numel()) * static_cast<double>(weight.numel() / weight.size(0));
}

}  // namespace

std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample) {
  std::vector<double> work;
  std::vector<std::int64_t> bytes;
  Executor(lowered).run(sample, [&](std::size_t i, const at::Tensor& value) {
    work.push_back(work_of(lowered.nodes[i], value));
    bytes.push_back(static_cast<std::int64_t>(value.nbytes()));
  });
  double total = 0;
  for (const double w : work) total += w;

  const std::vector<int> last_use = last_uses(lowered);
  std::vector<Cut> cuts;
  double done = work[0];
  int needed_until = last_use[0];  // the last reader of anything before node i
  for (std::size_t i = 1; i + 1 < lowered.nodes.size(); ++i) {
    done += work[i];
    if (needed_until <= static_cast<int>(i))
      cuts.push_back({static_cast<int>(i), bytes[i], total > 0 ? done / total : 0});
    needed_until = std::max(needed_until, last_use[i]);
  }
  return cuts;
}

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

Variant Partition::apply(const Variant& variant, const PrepareContext& context) const {
  const Graph whole = lower(single_stage(variant, name()));
  const Cut* best = nullptr;
  const std::vector<Cut> cuts = find_cuts(whole, context.calibration.slice(0, 0, 1));
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
  Variant result = variant;
  result.stages = split(whole, best->node);
  return result;
}

}  // namespace tiersim::models
