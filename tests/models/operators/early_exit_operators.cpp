#include <stdlib.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <string>

#include "models/data/images/fashion_mnist.h"
#include "models/ir/executor.h"
#include "models/operators/operator.h"
#include "models/operators/pruned.h"
#include "models/operators/static_quantization.h"
#include "models/subjects/subject.h"
#include "tests/models/operators/exits.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("A quantized model takes the same exits as the float model, except near the threshold",
          "[early_exit]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    INFO("seed " << seed);
    const bool text = seed % 2 == 0;
    const Example model = example(text, seed);
    const at::Tensor at_exit = Executor(model.early).run(model.input),
                     at_end = Executor(model.whole).run(model.input);
    const double threshold = middle_threshold(at_exit);
    const Graph int8 =
        quantize(model.with_threshold(threshold), text ? random_ids(50, 9) : random_images(50));
    const at::Tensor actual = Executor(int8).run(model.input);
    for (std::int64_t i = 0; i < 8; ++i) {
      const double margin = confidence(at_exit)[i].item<double>() - threshold;
      const auto error = [&](const at::Tensor& expected) {
        return ((actual[i] - expected[i]).abs().max() / expected.abs().max()).item<double>();
      };
      constexpr double kTolerance = 0.15;  // of the largest logit
      CHECK(std::min(error(at_exit), error(at_end)) < kTolerance);
      if (std::abs(margin) > 0.05) CHECK(error(margin > 0 ? at_exit : at_end) < kTolerance);
    }
  }
}

TEST_CASE("Other operators rewrite both answers", "[early_exit]") {
  use_inference_settings(1);
  const Subject* subject = find_subject("resnet18");
  at::manual_seed(1);
  const Graph model = subject->build();
  PrepareContext context;
  context.subject = subject;
  context.calibration = at::randn({2, 3, 64, 64});
  context.sample = at::randn({1, 3, 64, 64});
  for (const char* operator_name :
       {"early_exit(threshold=0.8)", "early_exit(threshold=0.8)+sptq",
        "early_exit(after=layer2.1.add,threshold=0.001)+qat", "pruned+early_exit(threshold=0.8)",
        "early_exit(threshold=0.8)+pruned_channels+pruned+sptq(observer=mse)"}) {
    INFO(operator_name);
    const Graph graph = apply_operators(parse_operator(operator_name), model, context).stages.at(0);
    CHECK(Executor(graph).run(at::cat({context.sample, context.sample})).sizes() ==
          at::IntArrayRef({2, 1000}));
    const auto exit = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                   [](const Node& n) { return n.kind == NodeKind::exit; });
    REQUIRE(exit != graph.nodes.end());
    const bool quantized = std::string(operator_name).find("+sptq") != std::string::npos ||
                           std::string(operator_name).find("+qat") != std::string::npos;
    const Node& operand = graph.nodes[static_cast<std::size_t>(exit->inputs[0])];
    CHECK(operand.kind == (quantized ? NodeKind::dequantize : NodeKind::linear));
  }
  CHECK_THROWS_WITH(
      apply_operators(parse_operator("early_exit(threshold=0.8)+partition"), model, context),
      Catch::Contains("answer some requests alone"));
  // Both classifiers stay whole where weights are pruned.
  const Example small = example(false, 1);
  const Variant pruned =
      apply_operator(parse_operator("pruned").calls()[0], {{small.with_threshold(0.5)}}, {});
  for (const Node& node : pruned.stages[0].nodes) {
    if (node.kind == NodeKind::linear) CHECK(node.tensors.at("weight").ne(0).all().item<bool>());
  }
}

TEST_CASE(
    "The inner head is learnt once for all thresholds, and operators that train later train both",
    "[early_exit]") {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-early-exit";
  std::filesystem::remove_all(cache);
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const Dataset data = load_fashion_mnist(Split::train).head(256);
  Subject subject = *find_subject("wide_resnet_mini_student");
  subject.name = "test_early_exit";
  int learnt = 0;
  PrepareContext context;
  context.subject = &subject;
  context.calibration = data.inputs(0, 100);
  context.sample = data.inputs(0, 1);
  context.training = &data;
  context.progress = [&](const std::string& line) {
    learnt += line.find("no checkpoint of it fits") != std::string::npos ? 1 : 0;
  };
  const Graph model = small_network(1);
  const auto apply = [&](const char* operator_name) {
    return apply_operators(parse_operator(operator_name), model, context).stages.at(0);
  };
  const auto weight = [](const Graph& graph, const char* name) {
    for (const Node& node : graph.nodes) {
      if (node.name == name) return node.tensors.at("weight");
    }
    throw std::logic_error("no such node");
  };
  const Graph cut_off = apply("early_exit"), at_half = apply("early_exit(threshold=0.5)"),
              at_nine = apply("early_exit(threshold=0.9)");
  CHECK(learnt == 1);
  CHECK(at::equal(weight(at_half, "exit.classifier"), weight(cut_off, "exit.classifier")));
  CHECK(at::equal(weight(at_half, "exit.classifier"), weight(at_nine, "exit.classifier")));
  CHECK(at::equal(weight(at_half, "fc"), weight(model, "fc")));
  const Graph pruned = apply("early_exit(threshold=0.5)+pruned");
  CHECK(learnt == 2);
  CHECK_FALSE(at::equal(weight(pruned, "exit.classifier"), weight(at_half, "exit.classifier")));
  CHECK_FALSE(at::equal(weight(pruned, "fc"), weight(model, "fc")));
  unsetenv("TIERSIM_CACHE");
}
