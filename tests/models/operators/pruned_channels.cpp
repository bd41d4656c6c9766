#include <catch2/catch.hpp>
#include <cmath>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/channel_chains.h"
#include "models/operators/pruned_channels.h"
#include "models/subjects/mobilenet_v2.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim::models;

TEST_CASE("A bottleneck has two chains; an encoder layer has a chain of heads and one of columns",
          "[pruned_channels]") {
  const auto chains = find_channel_chains(small_network(1));  // three blocks
  CHECK(chains.size() == 6);
  const auto grouped = find_channel_chains(small_network(2));  // four groups: one chain a block
  REQUIRE(grouped.size() == 3);
  CHECK(grouped[0].units == 4);
  const Graph encoder = small_transformer(0);
  const auto text = find_channel_chains(encoder);
  REQUIRE(text.size() == 5);  // two layers, and the pooler
  CHECK(text[0].producers.size() == 3);
  CHECK(text[0].units == 4);  // heads
  CHECK(text[0].unit_width == 8);
  CHECK(text[1].units == 64);  // columns
}

TEST_CASE("Removing units with zero weights changes no answer", "[pruned_channels]") {
  // The producers, biases and batch norms of every second unit are set to zero. relu(0) = 0 and
  // gelu(0) = 0, so the smaller model has to give the same answers.
  at::NoGradGuard no_gradients;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const bool text = seed % 2 == 0;
    Graph graph = text ? small_transformer(seed) : small_network(seed);
    for (const ChannelChain& chain : find_channel_chains(graph)) {
      std::vector<int> nodes = chain.producers;
      nodes.insert(nodes.end(), chain.followers.begin(), chain.followers.end());
      for (const int index : nodes) {
        for (auto& [name, tensor] : graph.nodes[static_cast<std::size_t>(index)].tensors) {
          if (name != "weight" && name != "bias") continue;
          tensor = tensor.clone();
          tensor.view({chain.units, chain.unit_width, -1}).slice(0, 0, chain.units, 2).zero_();
        }
        for (auto& [name, tensor] : graph.nodes[static_cast<std::size_t>(index)].tensors) {
          if (name != "running_mean") continue;
          tensor = tensor.clone();
          tensor.view({chain.units, chain.unit_width}).slice(0, 0, chain.units, 2).zero_();
        }
      }
    }
    const Graph smaller = remove_channels(graph, 0.5);
    CHECK(parameter_count(smaller) < 0.9 * static_cast<double>(parameter_count(graph)));
    const at::Tensor input = text ? random_ids(3, 9) : random_images(3);
    const at::Tensor expected = interpret(graph, input), actual = interpret(smaller, input);
    INFO("seed " << seed);
    CHECK(((expected - actual).abs().max() / expected.abs().max()).item<double>() < 1e-5);
    CHECK(at::allclose(Executor(lower(smaller)).run(input), actual, 1e-4, 1e-5));
  }
}

TEST_CASE("Half of the inner channels leaves a third of the work or less", "[pruned_channels]") {
  // A bottleneck of width w and output o: o w + 9 w^2 + w o becomes o w/2 + 9 w^2/4 + w o/2.
  at::NoGradGuard no_gradients;
  at::manual_seed(1);
  const Graph mobile = with_statistics(mobilenet_v2(10));
  const Graph smaller = remove_channels(mobile, 0.5);
  const at::Tensor photo = at::randn({1, 3, 64, 64});
  CHECK(interpret(smaller, photo).sizes() == interpret(mobile, photo).sizes());
  for (const ChannelChain& chain : find_channel_chains(smaller)) CHECK(chain.units >= 1);
  CHECK(remove_channels(mobile, 1.0).nodes.size() == mobile.nodes.size());
  CHECK(parameter_count(remove_channels(mobile, 1.0)) == parameter_count(mobile));
}
