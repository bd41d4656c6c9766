#include "models/operators/early_exit.h"

#include <catch2/catch.hpp>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/kernels.h"
#include "tests/models/operators/exits.h"

using namespace tiersim::models;

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

TEST_CASE("Each item of a batch takes the answer of the first head that reaches the threshold",
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

TEST_CASE("An item that an earlier exit answered keeps its answer at a later exit",
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

TEST_CASE("A batch gets the same answers as its items one by one", "[early_exit]") {
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

TEST_CASE("If the exit answers all items, only a warm-up runs the nodes behind it",
          "[early_exit]") {
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
