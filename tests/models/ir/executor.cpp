#include "models/ir/executor.h"

#include <catch2/catch.hpp>

#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/static_quantization.h"
#include "models/subjects/mobilenet_v2.h"
#include "models/subjects/subject.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim::models;

TEST_CASE("The float32 executor agrees with LibTorch's reference operations", "[executor]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    at::manual_seed(seed);
    // The seed chooses channels, kernel, stride and groups.
    const std::int64_t groups = seed % 3 == 0 ? 2 : 1,
                       in = 4 * (1 + static_cast<std::int64_t>(seed) % 5),
                       out = 8 + 2 * static_cast<std::int64_t>(seed % 7);
    GraphBuilder builder;
    const std::int64_t stride = 1 + static_cast<std::int64_t>(seed) % 2;
    const NodeKind activation = seed / 2 % 2 == 0 ? NodeKind::relu : NodeKind::relu6;
    const int first =
        builder.apply(activation, "activation", builder.conv2d("first", builder.input(), 1, in, 3));
    int x = builder.conv2d("second", first, in, out, seed % 2 == 0 ? 1 : 3, stride, groups);
    x = builder.add("twice", x, x);
    x = builder.apply(activation, "activation_2", x);
    x = builder.add("both", builder.conv2d("third", x, out, out, 3),
                    builder.conv2d("skip", first, in, out, 1, stride));
    x = builder.apply(activation, "activation_3", builder.add("all", x, x));
    x = builder.apply(activation, "activation_4", builder.conv2d("last", x, out, out, 1));
    x = builder.apply(NodeKind::global_avg_pool2d, "pool", x);
    builder.linear("fc", x, out, 10);
    const Graph graph = lower(std::move(builder).finish());
    const Executor executor(graph);
    for (const std::int64_t batch : {1, 3, 1}) {  // the first batch size makes the kernels
      // Large enough that relu6 limits some values.
      const at::Tensor input = 10 * random_images(batch);
      const at::Tensor expected = interpret(graph, input), actual = executor.run(input);
      CHECK(((expected - actual).abs().max() / expected.abs().max()).item<double>() < 1e-5);
    }
  }
}

TEST_CASE("The executor agrees with the interpreter on every family of models", "[executor]") {
  use_inference_settings(1);
  const auto agree = [](const Graph& graph, const at::Tensor& input) {
    const at::Tensor expected = interpret(graph, input), actual = Executor(graph).run(input);
    CHECK(((expected - actual).abs().max() / expected.abs().max()).item<double>() < 1e-5);
  };
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    agree(lower(small_network(seed)), random_images(2));
    agree(lower(small_transformer(seed)), random_ids(2, 5 + static_cast<std::int64_t>(seed)));
    at::manual_seed(seed);
    agree(lower(with_statistics(mobilenet_v2(10))), at::randn({1, 3, 64, 64}));
    ResNetConfig with_pooling;
    with_pooling.bottleneck = false;
    with_pooling.blocks = {1, 1};
    with_pooling.planes = {8, 16};
    with_pooling.stem_channels = 8;
    agree(lower(with_statistics(resnet(with_pooling))), at::randn({1, 3, 64, 64}));
  }
}

TEST_CASE("A grouped int8 network gives equal outputs for every batch size and order of calls",
          "[executor]") {
  // For groups of 32 channels on 14 x 14 in batches of 100, oneDNN reorders the weights.
  use_inference_settings(1);
  const Subject* subject = find_subject("resnext_mini");
  at::manual_seed(1);
  const Graph graph = quantize(lower(subject->build()), random_images(20));
  const Executor executor(graph);
  const at::Tensor batch = random_images(100);
  const at::Tensor first = executor.run(batch), again = executor.run(batch);
  CHECK(at::equal(first, again));
  for (const std::int64_t item : {0, 41, 99})
    CHECK(at::equal(executor.run(batch.slice(0, item, item + 1)), first.slice(0, item, item + 1)));
  CHECK(at::equal(executor.run(batch), first));
}

TEST_CASE("A graph that was not lowered is refused", "[executor]") {
  CHECK_THROWS_AS(Executor(small_network(1)), std::invalid_argument);
}

TEST_CASE("Impossible graphs are refused by name", "[graph]") {
  const Graph right = small_network(1);
  const auto spoil = [&](const std::function<void(Graph&)>& change) {
    Graph graph = right;
    change(graph);
    CHECK_THROWS_AS(validate(graph), std::invalid_argument);
  };
  CHECK_NOTHROW(validate(right));
  spoil([](Graph& g) { g.nodes.clear(); });
  spoil([](Graph& g) { g.nodes[3].inputs = {7}; });
  spoil([](Graph& g) { g.nodes[3].inputs = {-1}; });
  spoil([](Graph& g) { g.nodes[3].inputs.push_back(0); });
  spoil([](Graph& g) { g.nodes[3].name = g.nodes[2].name; });
  spoil([](Graph& g) { g.nodes[1].tensors.clear(); });
  spoil([](Graph& g) { g.nodes[1].stride = 0; });
  spoil([](Graph& g) { g.nodes[2].tensors["bias"] = at::zeros({1}); });
  spoil([](Graph& g) { g.nodes[1].tensors["weight"] = at::zeros({16, 1, 3, 3}, at::kChar); });
  spoil([](Graph& g) { g.nodes[1].quantization = Quantization{-1, 0}; });
  spoil([](Graph& g) { g.nodes[1].kernel = 0; });
  spoil([](Graph& g) { g.nodes[1].heads = 0; });
  spoil([](Graph& g) { g.nodes[1].probability = 1; });
  spoil([](Graph& g) { g.nodes[2].kind = NodeKind::input; });
  spoil([](Graph& g) { g.nodes[3].kind = NodeKind::select_channels; });  // selects none
  spoil([](Graph& g) { g.nodes[3].channels = {1}; });                    // a relu selects nothing
  spoil([](Graph& g) { g.nodes[3].kind = NodeKind::add_constant; });     // without its value
  spoil([](Graph& g) { g.nodes[3].kind = NodeKind::multiply; });         // of one operand
  spoil([](Graph& g) {
    g.nodes[3].kind = NodeKind::concat;
    g.nodes[3].inputs.clear();
  });
  spoil([](Graph& g) {  // what comes first is for two items
    g.nodes[3].kind = NodeKind::concat;
    g.nodes[3].tensors["first"] = at::zeros({2, 1, 4});
  });
}
