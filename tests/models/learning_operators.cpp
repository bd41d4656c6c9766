#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/operators/distilled.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "models/training/learnt.h"
#include "sim/error.h"
#include "tests/models/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Distillation weighs the labels against the teacher", "[distilled]") {
  // Two classes, student logits (0, 0), teacher (ln 3, 0): soft targets 3/4, 1/4 at T = 1.
  // CE = ln 2; KL = 3/4 ln(3/4 / 1/2) + 1/4 ln(1/4 / 1/2).
  const at::Tensor student = at::zeros({1, 2});
  const at::Tensor teacher = at::tensor({std::log(3.0F), 0.0F}).unsqueeze(0);
  const at::Tensor label = at::zeros({1}, at::kLong);
  const double kl = 0.75 * std::log(1.5) + 0.25 * std::log(0.5);
  const auto loss = [&](double temperature, double weight) {
    return distillation_loss(student, teacher, label, temperature, weight).item<double>();
  };
  CHECK(loss(1, 1) == Approx(kl));
  CHECK(loss(1, 0) == Approx(std::log(2.0)));
  CHECK(loss(1, 0.25) == Approx(0.75 * std::log(2.0) + 0.25 * kl));
  // A student that agrees costs nothing at any temperature; T^2 keeps the gradient's size.
  CHECK(distillation_loss(teacher, teacher, label, 5, 1).item<double>() == Approx(0).margin(1e-6));
  CHECK(loss(8, 1) == Approx(64 *
                             [] {
                               const double p = 1 / (1 + std::exp(-std::log(3.0) / 8));
                               return p * std::log(2 * p) + (1 - p) * std::log(2 * (1 - p));
                             }())
                          .epsilon(1e-3));
}

TEST_CASE("What was learnt once is found again, for the same origin and recipe only", "[learnt]") {
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-learnt";
  std::filesystem::remove_all(cache);
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const Graph from = small_network(1);
  int made = 0;
  const auto ask = [&](const Graph& origin, const std::string& recipe) {
    return find_or_learn({"test.pruned",
                          origin,
                          {recipe},
                          [&](const std::filesystem::path&) {
                            ++made;
                            Graph graph = origin;
                            graph.nodes[1].tensors["weight"] = graph.nodes[1].tensors["weight"] / 3;
                            return graph;
                          }},
                         [](const std::string&) {});
  };
  const Graph first = ask(from, "a"), again = ask(from, "a");
  CHECK(made == 1);
  CHECK(graph_key(first) == graph_key(again));
  // Matrices come back as float16 holds them; what did not change comes back exactly.
  const at::Tensor kept = first.nodes[1].tensors.at("weight");
  CHECK(at::allclose(kept, from.nodes[1].tensors.at("weight") / 3, 1e-3, 1e-6));
  CHECK(at::equal(first.nodes[4].tensors.at("weight"), from.nodes[4].tensors.at("weight")));
  ask(from, "b");
  CHECK(made == 2);
  ask(small_network(4), "a");
  CHECK(made == 3);
  unsetenv("TIERSIM_CACHE");
}

TEST_CASE("Without data a rewrite is made all the same, for its latency", "[operators]") {
  use_inference_settings(1);
  const Subject* subject = find_subject("resnet18");
  at::manual_seed(1);
  const Graph model = subject->build();
  PrepareContext context;
  context.subject = subject;
  context.calibration = at::randn({2, 3, 64, 64});
  context.sample = at::randn({1, 3, 64, 64});
  for (const char* composition :
       {"identity", "pruned", "pruned_channels", "pruned_channels(keep=25 %)", "qat", "early_exit",
        "early_exit(after=layer2.1.add)+sptq", "early_exit+sptq+partition(cut=layer1.0.add)",
        "pruned_channels+sptq", "sptq(observer=mse)",
        "pruned_channels+pruned+qat+partition(cut=layer2.0.add)"}) {
    INFO(composition);
    const Variant variant = apply_operators(composition, model, context);
    at::Tensor value = context.sample;
    for (const Graph& stage : variant.stages) value = Executor(stage).run(value);
    CHECK(value.sizes() == at::IntArrayRef({1, 1000}));
  }
  CHECK_THROWS_WITH(apply_operators("distilled", model, context), Catch::Contains("student"));
  CHECK_THROWS_WITH(apply_operators("sptq(observer=best)", model, context),
                    Catch::Contains("min_max or mse"));
  context.subject = find_subject("resnet50");
  const Graph larger = context.subject->build();
  const Variant distilled = apply_operators("distilled+sptq", larger, context);
  CHECK(distilled.stages[0].nodes.size() < larger.nodes.size());
}
