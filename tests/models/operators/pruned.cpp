#include "models/operators/pruned.h"

#include <catch2/catch.hpp>

#include "tests/models/ir/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("A 3x3 kernel keeps its four largest weights, a row keeps two of every four",
          "[pruned]") {
  at::manual_seed(1);
  Node conv;
  conv.kind = NodeKind::conv2d;
  conv.tensors["weight"] = at::randn({6, 8, 3, 3});
  const at::Tensor kernels = pruning_mask(conv, false);
  CHECK(kernels.flatten(2).sum(2).eq(4).all().item<bool>());
  // No kept weight is smaller than a dropped one.
  const at::Tensor size = conv.tensors["weight"].abs().flatten(2);
  const at::Tensor mask = kernels.flatten(2) > 0;
  CHECK((std::get<0>(size.masked_fill(~mask, 1e9).min(2)) >=
         std::get<0>(size.masked_fill(mask, -1).max(2)))
            .all()
            .item<bool>());
  Node linear;
  linear.kind = NodeKind::linear;
  linear.tensors["weight"] = at::randn({6, 16});
  CHECK(pruning_mask(linear, false).view({6, 4, 4}).sum(2).eq(2).all().item<bool>());
  CHECK_FALSE(pruning_mask(linear, true).defined());  // the classifier stays whole
}

TEST_CASE("Pruning keeps shapes and makes zeros", "[pruned]") {
  const Graph whole = small_network(1);
  const Variant pruned = apply_operator(parse_operator("pruned").calls()[0], {{whole}}, {});
  CHECK(parameter_count(pruned.stages[0]) == parameter_count(whole));
  std::int64_t zeros = 0;
  for (const Node& node : pruned.stages[0].nodes) {
    if (node.tensors.count("weight") > 0)
      zeros += (node.tensors.at("weight") == 0).sum().item<int>();
  }
  CHECK(zeros > parameter_count(whole) / 3);
  CHECK(pruned.stages[0].nodes[1].tensors.at("weight").ne(0).all().item<bool>());  // the stem
}

TEST_CASE("A convolution that computes the classes stays whole", "[pruned]") {
  // As in SqueezeNet: a relu and a mean follow the classifier.
  Graph graph;
  const auto append = [&](NodeKind kind, const char* name, const at::Tensor& weight) {
    Node node;
    node.kind = kind;
    node.name = name;
    if (!graph.nodes.empty()) node.inputs = {static_cast<int>(graph.nodes.size()) - 1};
    if (weight.defined()) node.tensors["weight"] = weight;
    graph.nodes.push_back(node);
  };
  append(NodeKind::input, "input", {});
  append(NodeKind::conv2d, "inner", at::randn({8, 8, 1, 1}));
  append(NodeKind::conv2d, "classifier", at::randn({8, 8, 1, 1}));
  append(NodeKind::relu, "relu", {});
  append(NodeKind::global_avg_pool2d, "mean", {});
  const Variant pruned = apply_operator(parse_operator("pruned").calls()[0], {{graph}}, {});
  const auto zeros = [&](std::size_t node) {
    return (pruned.stages[0].nodes[node].tensors.at("weight") == 0).sum().item<int>();
  };
  CHECK(zeros(1) == 32);
  CHECK(zeros(2) == 0);
}
