#include <catch2/catch.hpp>
#include <set>

#include "models/import/torchscript_import.h"
#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/ir/module_node.h"
#include "models/operators/operator.h"
#include "tests/models/torchscript/torchscript_models.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("A TorchScript file becomes a graph with the outputs of the module", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Module module = residual_network(seed);
    const Graph graph = import_torchscript(saved(module), images(1));
    INFO("seed " << seed);
    REQUIRE_FALSE(find_module(graph));
    const at::Tensor x = images(3), expected = answer(module, x);
    // Batch norms are folded in double precision, so only the order of float32 sums differs.
    CHECK(distance(expected, interpret(graph, x)) < 1e-5);
    CHECK(distance(expected, Executor(lower(graph)).run(x)) < 1e-5);
    // 13 nodes: conv and norm of stem and block (4), relu6, pool, relu, add, relu, gate, average,
    // linear, input.
    CHECK(graph.nodes.size() == 13);
  }
}

TEST_CASE("Nodes of an imported graph have the names of their modules", "[torchscript]") {
  const Graph graph = import_torchscript(saved(residual_network(0)), images(1));
  std::set<std::string> names;
  for (const Node& node : graph.nodes) names.insert(node.name);
  for (const char* name : {"stem", "norm", "block.conv", "block.norm", "gate", "fc"}) {
    INFO(name);
    CHECK(names.count(name) == 1);
  }
  // The stem has 3*16*9+16 parameters, its norm 32; the block (seed 0, one group) 16*16*9+16, its
  // norm 32; fc 160+10.
  CHECK(parameter_count(graph) == 448 + 32 + 2320 + 32 + 170);
}

TEST_CASE("The black-box operators work on an imported graph", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Module module = residual_network(seed);
    const Graph graph = import_torchscript(saved(module), images(1));
    const PrepareContext context = calibrated();
    const at::Tensor x = images(4), expected = answer(module, x);
    const Variant int8 = apply_operators(parse_operator("sptq"), graph, context);
    // About ten layers. Each has an error of at most half of 1/255 of its range, and most errors
    // cancel.
    CHECK(distance(expected, Executor(int8.stages[0]).run(x)) < 0.1);
    const Variant split =
        apply_operators(parse_operator("sptq+partition(cut=gate)"), graph, context);
    REQUIRE(split.stages.size() == 2);
    const at::Tensor sent = Executor(split.stages[0]).run(x);
    CHECK(at::equal(Executor(split.stages[1]).run(sent), Executor(int8.stages[0]).run(x)));
  }
}
