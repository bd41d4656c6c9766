#include "models/operators/partition.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "models/ir/executor.h"
#include "models/ir/lower.h"
#include "models/operators/static_quantization.h"
#include "sim/base/error.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Split at any of its cuts, a model gives bit for bit the answers of the whole",
          "[partition]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Graph lowered = lower(small_network(seed));
    for (const Graph& graph : {lowered, quantize(lowered, random_images(20))}) {
      const at::Tensor input = random_images(1);
      const at::Tensor whole = Executor(graph).run(input);
      const std::vector<Cut> cuts = find_cuts(graph, input);
      CHECK(cuts.size() >= 5);  // after the stem, each of three blocks and the pooling
      for (const Cut& cut : cuts) {
        INFO("after " << graph.nodes[static_cast<std::size_t>(cut.node)].name
                      << (graph.nodes[1].quantization ? " int8" : " float32"));
        const std::vector<Graph> halves = split(graph, cut.node);
        const at::Tensor between = Executor(halves[0]).run(input);
        CHECK(static_cast<std::int64_t>(between.nbytes()) == cut.bytes);
        CHECK(at::equal(Executor(halves[1]).run(between), whole));
      }
    }
  }
}

TEST_CASE("A transformer split after any of its layers gives bit for bit the answers of the whole",
          "[partition]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const Graph lowered = lower(small_transformer(seed));
    for (const Graph& graph : {lowered, quantize(lowered, random_ids(20, 12))}) {
      const at::Tensor input = random_ids(1, 9);
      const at::Tensor whole = Executor(graph).run(input);
      const std::vector<Cut> cuts = find_cuts(graph, input);
      int after_layers = 0;
      for (const Cut& cut : cuts) {
        INFO(cut.name);
        after_layers += cut.name.find("output.LayerNorm") != std::string::npos ? 1 : 0;
        const std::vector<Graph> halves = split(graph, cut.node);
        CHECK(at::equal(Executor(halves[1]).run(Executor(halves[0]).run(input)), whole));
      }
      CHECK(after_layers >= 2);
    }
  }
}

TEST_CASE("Multiply-accumulates of a transformer layer are those of its shapes", "[partition]") {
  // 9 tokens, width 32, inner 64, two layers: four projections 9*32*32, attention 2*9*9*32, FFN
  // 2*9*32*64; the head 32*32 + 32*5.
  const Graph graph = lower(small_transformer(0));
  const auto macs = multiply_accumulates(graph, random_ids(1, 9));
  CHECK(std::accumulate(macs.begin(), macs.end(), 0.0) ==
        2 * (4 * 9 * 32 * 32 + 2 * 9 * 9 * 32 + 2 * 9 * 32 * 64) + 32 * 32 + 32 * 5);
}

TEST_CASE("A residual block cannot be cut where its shortcut is live", "[partition]") {
  // Only after the stem, after each of the three blocks and after the pooling.
  std::vector<std::string> names;
  for (const Cut& cut : find_cuts(lower(small_network(1)), random_images(1)))
    names.push_back(cut.name);
  CHECK(names == std::vector<std::string>{"conv1", "layer1.0.add", "layer2.0.add", "layer2.1.add",
                                          "avgpool"});
}

TEST_CASE("Work before a cut grows along the model from 0 to 1", "[partition]") {
  double before = 0;
  for (const Cut& cut : find_cuts(lower(small_network(1)), random_images(1))) {
    CHECK(cut.work_before >= before);
    CHECK(cut.work_before <= 1);
    before = cut.work_before;
  }
  CHECK(before > 0.9);
}

TEST_CASE("A cut has a name, and an int8 value at a cut has a quarter of the bytes",
          "[partition]") {
  use_inference_settings(1);
  const Graph trained = small_network(1);
  PrepareContext context;
  context.calibration = random_images(20);
  context.sample = random_images(1);
  const auto bytes_between = [&](const char* operator_name) {
    const Variant variant = apply_operators(parse_operator(operator_name), trained, context);
    REQUIRE(variant.stages.size() == 2);
    CHECK(variant.stages[0].nodes.back().name == "layer1.0.add");
    return Executor(variant.stages[0]).run(random_images(1)).nbytes();
  };
  CHECK(bytes_between("partition(cut=layer1.0.add)") ==
        4 * bytes_between("sptq+partition(cut=layer1.0.add)"));
  const Variant split_already =
      apply_operators(parse_operator("partition(cut=layer1.0.add)"), trained, context);
  CHECK_THROWS_AS(apply_operator(parse_operator("partition").calls()[0], split_already, context),
                  OperatorError);
  CHECK_THROWS_AS(apply_operators(parse_operator("nonsense"), trained, context),
                  tiersim::UserError);
  CHECK_THROWS_WITH(apply_operators(parse_operator("partition(cut=nowhere)"), trained, context),
                    Catch::Contains("layer1.0.add"));
}
