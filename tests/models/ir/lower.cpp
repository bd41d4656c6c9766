#include "models/ir/lower.h"

#include <catch2/catch.hpp>

#include "models/ir/interpreter.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim::models;

TEST_CASE("Lowering folds every batch norm and relu and changes no value", "[lower]") {
  at::NoGradGuard no_gradients;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Graph graph = small_network(seed);
    const Graph lowered = lower(graph);
    for (const Node& node : lowered.nodes) {
      CHECK(node.kind != NodeKind::batch_norm2d);
      CHECK(node.kind != NodeKind::relu);
    }
    const at::Tensor input = random_images(4);
    const at::Tensor expected = interpret(graph, input), actual = interpret(lowered, input);
    CHECK(((expected - actual).abs().max() / expected.abs().max()).item<double>() < 1e-5);
    CHECK(lower(lowered).nodes.size() == lowered.nodes.size());
  }
}

TEST_CASE("A batch norm without a convolution of its own becomes one weight for each channel",
          "[lower]") {
  // y = relu(norm(conv(x))) + conv(x): folding would change the second operand.
  at::NoGradGuard no_gradients;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    at::manual_seed(seed);
    GraphBuilder builder;
    const int conv = builder.conv2d("conv", builder.input(), 1, 4, 3);
    const int norm = builder.batch_norm2d("norm", conv, 4);
    builder.add("add", builder.apply(NodeKind::relu, "relu", norm), conv);
    const Graph graph = with_statistics(std::move(builder).finish());
    const Graph lowered = lower(graph);
    REQUIRE(lowered.nodes.size() == 4);  // input, conv, norm with its relu, add
    CHECK(lowered.nodes[2].kind == NodeKind::conv2d);
    CHECK(lowered.nodes[2].groups == 4);
    CHECK(lowered.nodes[2].activation == Activation::relu);
    const at::Tensor input = random_images(2);
    CHECK(at::allclose(interpret(lowered, input), interpret(graph, input), 1e-5, 1e-6));
  }
}

TEST_CASE("A value that another node also reads is not fused away", "[lower]") {
  // y = relu(conv(x)) + conv(x): fusing the relu into the convolution would change the second
  // operand.
  at::NoGradGuard no_gradients;
  at::manual_seed(1);
  GraphBuilder builder;
  const int conv = builder.conv2d("conv", builder.input(), 1, 4, 3);
  const int relu = builder.apply(NodeKind::relu, "relu", conv);
  builder.add("add", relu, conv);
  const Graph graph = std::move(builder).finish();
  const at::Tensor input = random_images(1);
  const at::Tensor convolved = at::conv2d(input, graph.nodes[1].tensors.at("weight"), {}, 1, 1);
  CHECK(at::allclose(interpret(lower(graph), input), at::relu(convolved) + convolved));
}

TEST_CASE("Dropout is removed and does not hide another reader from the fusion", "[lower]") {
  // y = relu(dropout(conv(x))) + conv(x)
  at::NoGradGuard no_gradients;
  at::manual_seed(1);
  GraphBuilder builder;
  const int conv = builder.conv2d("conv", builder.input(), 1, 4, 3);
  const int dropout = builder.dropout("dropout", conv, 0.5);
  const int relu = builder.apply(NodeKind::relu, "relu", dropout);
  builder.add("add", relu, conv);
  const Graph graph = std::move(builder).finish();
  const at::Tensor input = random_images(1);
  const at::Tensor convolved = at::conv2d(input, graph.nodes[1].tensors.at("weight"), {}, 1, 1);
  const Graph lowered = lower(graph);
  CHECK(lowered.nodes.size() == 4);
  CHECK(at::allclose(interpret(lowered, input), at::relu(convolved) + convolved));
}
