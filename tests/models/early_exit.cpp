#include "models/operators/early_exit.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "models/data/fashion_mnist.h"
#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/ir/kernels.h"
#include "models/operators/cuts.h"
#include "models/operators/lower.h"
#include "models/operators/partition.h"
#include "models/operators/pruned.h"
#include "models/operators/static_quantization.h"
#include "models/subjects/subject.h"
#include "sim/error.h"
#include "tests/models/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

constexpr double kNever = 2;  // no probability reaches it

struct Example {
  Graph whole, early;  // early: cut off in the middle
  int after;
  at::Tensor input;  // eight items

  Graph with_threshold(double threshold) const { return with_rest(early, whole, after, threshold); }
};

Example example(bool text, std::uint64_t seed) {
  Example result;
  result.whole = lower(text ? small_transformer(seed) : small_network(seed));
  result.input = text ? random_ids(8, 9) : random_images(8);
  const std::vector<Cut> cuts = find_cuts(result.whole, result.input.slice(0, 0, 1));
  result.after = cuts[cuts.size() / 2].node;
  at::Tensor value;
  Executor(result.whole).run(result.input, [&](std::size_t i, const at::Tensor& v) {
    if (static_cast<int>(i) == result.after) value = dense(v).clone();
  });
  const at::Tensor classes = result.whole.nodes.back().tensors.at("weight");
  result.early = with_exit(result.whole, result.after, value.size(text ? 2 : 1), classes.size(0));
  return result;
}

at::Tensor confidence(const at::Tensor& logits) { return logits.softmax(1).amax(1); }

/// Half of the items are surer than this, with the widest gap near the middle, so that a rounding
/// error moves none across.
double middle_threshold(const at::Tensor& logits) {
  const at::Tensor sorted = std::get<0>(confidence(logits).to(at::kDouble).sort());
  const at::Tensor gaps = sorted.slice(0, 1) - sorted.slice(0, 0, sorted.size(0) - 1);
  const auto at = gaps.slice(0, 2, 5).argmax().item<std::int64_t>() + 2;
  return (sorted[at] + sorted[at + 1]).item<double>() / 2;
}

bool close(const at::Tensor& a, const at::Tensor& b) {
  return ((a - b).abs().max() / b.abs().max()).item<double>() < 1e-5;
}

/// Images [N, 2, 1, 1] of a and b: the exit answers (a, b), the end (b, a).
Graph two_answers(double threshold) {
  GraphBuilder builder;
  const int pool = builder.apply(NodeKind::global_avg_pool2d, "avgpool", builder.input());
  builder.linear("exit.classifier", pool, 2, 2);
  builder.linear("fc", pool, 2, 2);
  Graph graph = std::move(builder).finish();
  graph.nodes[2].tensors = {{"weight", at::eye(2)}, {"bias", at::zeros({2})}};
  graph.nodes[3].tensors = {{"weight", at::eye(2).flip(0)}, {"bias", at::zeros({2})}};
  Node exit;
  exit.kind = NodeKind::exit;
  exit.name = "exit";
  exit.inputs = {2};
  exit.threshold = threshold;
  graph.nodes.insert(graph.nodes.begin() + 3, exit);
  validate(graph);
  return graph;
}

}  // namespace

TEST_CASE("An early exit keeps the layers before it and their values", "[early_exit]") {
  use_inference_settings(1);
  for (const bool text : {false, true}) {
    const Example model = example(text, 1);
    at::Tensor before;
    Executor(model.whole).run(model.input, [&](std::size_t i, const at::Tensor& v) {
      if (static_cast<int>(i) == model.after) before = dense(v).clone();
    });
    const at::Tensor logits =
        Executor(model.early).run(model.input, [&](std::size_t i, const at::Tensor& v) {
          if (static_cast<int>(i) == model.after) CHECK(at::equal(dense(v), before));
        });
    CHECK(logits.sizes() == at::IntArrayRef({8, text ? 5 : 10}));
  }
}

TEST_CASE("Each item of a batch takes the answer of the first head that is sure of it",
          "[early_exit]") {
  // The larger probability is 1 / (1 + exp(-|a - b|)): 0.953 for (3, 0) and (0, 3), 0.881 for
  // (2, 0), 0.5 for (1, 1).
  use_inference_settings(1);
  const at::Tensor input = at::tensor({3., 0., 2., 0., 0., 3., 1., 1.}, at::kFloat);
  const auto answers = [&](double threshold) {
    const Graph graph = two_answers(threshold);
    const at::Tensor images = input.view({4, 2, 1, 1});
    const at::Tensor result = Executor(graph).run(images);
    CHECK(at::equal(result, interpret(graph, images)));
    return result.flatten();
  };
  CHECK(at::equal(answers(0.9), at::tensor({3., 0., 0., 2., 0., 3., 1., 1.}, at::kFloat)));
  CHECK(at::equal(answers(0.8), at::tensor({3., 0., 2., 0., 0., 3., 1., 1.}, at::kFloat)));
  CHECK(at::equal(answers(0.97), at::tensor({0., 3., 0., 2., 3., 0., 1., 1.}, at::kFloat)));
}

TEST_CASE("An item that an earlier exit has answered keeps that answer at a later one",
          "[early_exit]") {
  // A second exit, always sure, answers (10a, 10b): the first has taken (3, 0), not (2, 0).
  use_inference_settings(1);
  Graph graph = two_answers(0.9);
  Node head = graph.nodes[2], exit = graph.nodes[3];
  head.name = "second.classifier";
  head.tensors["weight"] = 10 * at::eye(2);
  exit.name = "second";
  exit.inputs = {4};
  exit.threshold = 0.5;
  graph.nodes.insert(graph.nodes.begin() + 4, {head, exit});
  const at::Tensor images = at::tensor({3., 0., 2., 0.}, at::kFloat).view({2, 2, 1, 1});
  const at::Tensor expected = at::tensor({3., 0., 20., 0.}, at::kFloat).view({2, 2});
  CHECK(at::equal(Executor(graph).run(images), expected));
  CHECK(at::equal(interpret(graph, images), expected));
}

TEST_CASE("A threshold below or above all probabilities leaves one head to answer",
          "[early_exit]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Example model = example(seed % 2 == 0, seed);
    const at::Tensor at_exit = Executor(model.early).run(model.input),
                     at_end = Executor(model.whole).run(model.input);
    CHECK(at::equal(Executor(model.with_threshold(1e-9)).run(model.input), at_exit));
    CHECK(at::equal(Executor(model.with_threshold(kNever)).run(model.input), at_end));
    CHECK(close(interpret(model.with_threshold(1e-9), model.input), at_exit));
    CHECK(close(interpret(model.with_threshold(kNever), model.input), at_end));
  }
}

TEST_CASE("A batch gets the answers that its items get one by one", "[early_exit]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    INFO("seed " << seed);
    const Example model = example(seed % 2 == 0, seed);
    const at::Tensor at_exit = Executor(model.early).run(model.input),
                     at_end = Executor(model.whole).run(model.input);
    const double threshold = middle_threshold(at_exit);
    const Graph graph = model.with_threshold(threshold);
    const at::Tensor together = Executor(graph).run(model.input);
    CHECK(close(interpret(graph, model.input), together));
    const Executor alone(graph);
    int early = 0;
    for (std::int64_t i = 0; i < 8; ++i) {
      const bool sure = confidence(at_exit)[i].item<double>() >= threshold;
      early += sure ? 1 : 0;
      CHECK(at::equal(together[i], (sure ? at_exit : at_end)[i]));
      CHECK(close(alone.run(model.input.slice(0, i, i + 1))[0], together[i]));
    }
    CHECK((early >= 2 && early <= 6));
  }
}

TEST_CASE("Nothing behind an exit is run where all are sure, unless to warm up", "[early_exit]") {
  use_inference_settings(1);
  const Example model = example(false, 1);
  const auto reached = [&](double threshold) {
    const Executor executor(model.with_threshold(threshold));
    executor.warm_up(model.input);
    std::size_t nodes = 0;
    executor.run(model.input, [&](std::size_t, const at::Tensor&) { ++nodes; });
    return nodes;
  };
  CHECK(reached(1e-9) == model.early.nodes.size() + 1);  // the exit
  CHECK(reached(kNever) == model.early.nodes.size() + 1 + model.whole.nodes.size() -
                               static_cast<std::size_t>(model.after) - 1);
}

TEST_CASE("The work of a model with an exit is that of a whole run", "[early_exit]") {
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
  // It can be cut where one tensor is live, but not behind the exit, whose answer is needed, too.
  const Graph graph = model.with_threshold(0.5);
  for (const Cut& cut : find_cuts(graph, one)) {
    CHECK(cut.node <= model.after);
    const std::vector<Graph> halves = split(graph, cut.node);
    const at::Tensor between = Executor(halves[0]).run(model.input);
    CHECK(close(Executor(halves[1]).run(between), Executor(graph).run(model.input)));
  }
}

TEST_CASE("An exit comes back from a file", "[early_exit]") {
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

TEST_CASE("A quantized model leaves where the float model does, unless it was in two minds",
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
  for (const char* composition :
       {"early_exit(threshold=0.8)", "early_exit(threshold=0.8)+sptq",
        "early_exit(after=layer2.1.add,threshold=0.001)+qat", "pruned+early_exit(threshold=0.8)",
        "early_exit(threshold=0.8)+pruned_channels+pruned+sptq(observer=mse)"}) {
    INFO(composition);
    const Graph graph = apply_operators(composition, model, context).stages.at(0);
    CHECK(Executor(graph).run(at::cat({context.sample, context.sample})).sizes() ==
          at::IntArrayRef({2, 1000}));
    const auto exit = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                   [](const Node& n) { return n.kind == NodeKind::exit; });
    REQUIRE(exit != graph.nodes.end());
    const bool quantized = std::string(composition).find("+sptq") != std::string::npos ||
                           std::string(composition).find("+qat") != std::string::npos;
    const Node& operand = graph.nodes[static_cast<std::size_t>(exit->inputs[0])];
    CHECK(operand.kind == (quantized ? NodeKind::dequantize : NodeKind::linear));
  }
  CHECK_THROWS_WITH(apply_operators("early_exit(threshold=0.8)+partition", model, context),
                    Catch::Contains("answer some requests alone"));
  // Both classifiers stay whole where weights are pruned.
  const Example small = example(false, 1);
  const Variant pruned = Pruned().apply({{small.with_threshold(0.5)}}, {}, {});
  for (const Node& node : pruned.stages[0].nodes) {
    if (node.kind == NodeKind::linear) CHECK(node.tensors.at("weight").ne(0).all().item<bool>());
  }
}

TEST_CASE("The inner head is learnt once for all thresholds, and what trains on trains both",
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
  const auto apply = [&](const char* composition) {
    return apply_operators(composition, model, context).stages.at(0);
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
