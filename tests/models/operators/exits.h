#pragma once

#include <utility>
#include <vector>

#include "models/ir/executor.h"
#include "models/ir/kernels.h"
#include "models/ir/lower.h"
#include "models/operators/cuts.h"
#include "models/operators/early_exit.h"
#include "tests/models/ir/graphs.h"

namespace tiersim::models {

constexpr double kNever = 2;  // no probability reaches it

struct Example {
  Graph whole, early;  // early: cut off in the middle
  int after;
  at::Tensor input;  // eight items

  Graph with_threshold(double threshold) const { return with_rest(early, whole, after, threshold); }
};

inline Example example(bool text, std::uint64_t seed) {
  Example result;
  result.whole = lower(text ? small_transformer(seed) : small_network(seed));
  result.input = text ? random_ids(8, 9) : random_images(8);
  const std::vector<Cut> cuts = find_cuts(result.whole, result.input.slice(0, 0, 1));
  result.after = cuts[cuts.size() / 2].node;
  at::Tensor value;
  Executor(result.whole).run(result.input, [&](std::size_t i, const at::Tensor& v) {
    if (static_cast<int>(i) == result.after) value = dense(v).clone();
  });
  const at::Tensor classes = result.whole.nodes.back().tensors.at("weight");
  result.early = with_exit(result.whole, result.after, value.size(text ? 2 : 1), classes.size(0));
  return result;
}

inline at::Tensor confidence(const at::Tensor& logits) { return logits.softmax(1).amax(1); }

/// Returns a threshold of confidence() that about half of the eight items in `logits` reach. It
/// lies in the widest gap between confidences near the middle, so that a rounding error moves no
/// item across it.
inline double middle_threshold(const at::Tensor& logits) {
  const at::Tensor sorted = std::get<0>(confidence(logits).to(at::kDouble).sort());
  const at::Tensor gaps = sorted.slice(0, 1) - sorted.slice(0, 0, sorted.size(0) - 1);
  const auto at = gaps.slice(0, 2, 5).argmax().item<std::int64_t>() + 2;
  return (sorted[at] + sorted[at + 1]).item<double>() / 2;
}

inline bool close(const at::Tensor& a, const at::Tensor& b) {
  return ((a - b).abs().max() / b.abs().max()).item<double>() < 1e-5;
}

/// Returns a model with an early exit, for images [N, 2, 1, 1]. An image has two values a and b.
/// The exit answers with the logits (a, b), and the end of the model with (b, a).
inline Graph two_answers(double threshold) {
  GraphBuilder builder;
  const int pool = builder.apply(NodeKind::global_avg_pool2d, "avgpool", builder.input());
  builder.linear("exit.classifier", pool, 2, 2);
  builder.linear("fc", pool, 2, 2);
  Graph graph = std::move(builder).finish();
  graph.nodes[2].tensors = {{"weight", at::eye(2)}, {"bias", at::zeros({2})}};
  graph.nodes[3].tensors = {{"weight", at::eye(2).flip(0)}, {"bias", at::zeros({2})}};
  Node exit;
  exit.kind = NodeKind::exit;
  exit.name = "exit";
  exit.inputs = {2};
  exit.threshold = threshold;
  graph.nodes.insert(graph.nodes.begin() + 3, exit);
  validate(graph);
  return graph;
}

}  // namespace tiersim::models
