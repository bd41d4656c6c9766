#include <catch2/catch.hpp>
#include <functional>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/operators/cuts.h"
#include "models/operators/partition.h"
#include "tests/models/operators/exits.h"

using namespace tiersim::models;

TEST_CASE("The multiply-accumulates of a model with an exit are those of a whole run",
          "[early_exit]") {
  use_inference_settings(1);
  const Example model = example(false, 1);
  const at::Tensor one = model.input.slice(0, 0, 1);
  const auto sum = [&](const Graph& graph) {
    double total = 0;
    for (const double work : multiply_accumulates(graph, one)) total += work;
    return total;
  };
  const at::Tensor head = model.early.nodes.back().tensors.at("weight");
  CHECK(sum(model.with_threshold(1e-9)) == sum(model.whole) + static_cast<double>(head.numel()));
  // It can be cut where one tensor is live, but not behind the exit, whose answer is also needed.
  const Graph graph = model.with_threshold(0.5);
  for (const Cut& cut : find_cuts(graph, one)) {
    CHECK(cut.node <= model.after);
    const std::vector<Graph> halves = split(graph, cut.node);
    const at::Tensor between = Executor(halves[0]).run(model.input);
    CHECK(close(Executor(halves[1]).run(between), Executor(graph).run(model.input)));
  }
}

TEST_CASE("A graph with an exit can be stored and read", "[early_exit]") {
  const Graph graph = example(false, 1).with_threshold(0.7);
  TensorFile file;
  put_stages({graph}, file);
  const Graph again = get_stages(file).at(0);
  CHECK(graph_key(again) == graph_key(graph));
  CHECK(graph_key(again) != graph_key(example(false, 1).with_threshold(0.8)));
}

TEST_CASE("Impossible exits are refused", "[early_exit]") {
  const auto spoil = [](const std::function<void(Graph&)>& change) {
    Graph graph = two_answers(0.9);
    change(graph);
    CHECK_THROWS_AS(validate(graph), std::invalid_argument);
  };
  spoil([](Graph& g) { g.nodes.pop_back(); });  // nothing behind it
  spoil([](Graph& g) { g.nodes[4].inputs = {3}; });
  spoil([](Graph& g) { g.nodes[3].threshold = 0; });
  spoil([](Graph& g) { g.nodes[3].quantization = Quantization{}; });
  spoil([](Graph& g) { g.nodes[2].quantization = Quantization{}; });
}
