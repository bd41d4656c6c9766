#include <catch2/catch.hpp>
#include <filesystem>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/operators/learnt.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "sim/base/cache.h"
#include "sim/base/error.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("A learnt graph is found again only for the same origin and recipe", "[learnt]") {
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
  // Matrices come back rounded to float16; unchanged tensors come back exactly.
  const at::Tensor kept = first.nodes[1].tensors.at("weight");
  CHECK(at::allclose(kept, from.nodes[1].tensors.at("weight") / 3, 1e-3, 1e-6));
  CHECK(at::equal(first.nodes[4].tensors.at("weight"), from.nodes[4].tensors.at("weight")));
  // A copy in the cache that lost a bit is made again.
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache)) {
    if (entry.path().extension() != ".safetensors") continue;
    std::string bytes = read_bytes(entry.path());
    bytes[bytes.size() - 3] ^= 4;
    write_bytes(entry.path(), bytes);
  }
  CHECK(graph_key(ask(from, "a")) == graph_key(first));
  CHECK(made == 2);
  ask(from, "b");
  CHECK(made == 3);
  ask(small_network(4), "a");
  CHECK(made == 4);
  unsetenv("TIERSIM_CACHE");
}

TEST_CASE("Without data an operator still makes a variant, for its latency", "[operators]") {
  use_inference_settings(1);
  const Subject* subject = find_subject("resnet18");
  at::manual_seed(1);
  const Graph model = subject->build();
  PrepareContext context;
  context.subject = subject;
  context.calibration = at::randn({2, 3, 64, 64});
  context.sample = at::randn({1, 3, 64, 64});
  for (const char* operator_name :
       {"identity", "pruned", "pruned_channels", "pruned_channels(keep=25 %)", "qat", "early_exit",
        "early_exit(after=layer2.1.add)+sptq", "early_exit+sptq+partition(cut=layer1.0.add)",
        "pruned_channels+sptq", "sptq(observer=mse)",
        "pruned_channels+pruned+qat+partition(cut=layer2.0.add)"}) {
    INFO(operator_name);
    const Variant variant = apply_operators(parse_operator(operator_name), model, context);
    at::Tensor value = context.sample;
    for (const Graph& stage : variant.stages) value = Executor(stage).run(value);
    CHECK(value.sizes() == at::IntArrayRef({1, 1000}));
  }
  CHECK_THROWS_WITH(apply_operators(parse_operator("distilled"), model, context),
                    Catch::Contains("student"));
  CHECK_THROWS_WITH(apply_operators(parse_operator("sptq(observer=best)"), model, context),
                    Catch::Contains("min_max or mse"));
  context.subject = find_subject("resnet50");
  const Graph larger = context.subject->build();
  const Variant distilled = apply_operators(parse_operator("distilled+sptq"), larger, context);
  CHECK(distilled.stages[0].nodes.size() < larger.nodes.size());
}
