#include "models/training/trainer.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "models/data/images/fashion_mnist.h"
#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/training/evaluate.h"
#include "sim/base/error.h"
#include "tests/models/ir/graphs.h"
#include "tests/models/training/texts.h"

using namespace tiersim::models;

namespace {

bool same_weights(const Graph& a, const Graph& b) {
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    for (const auto& [name, tensor] : a.nodes[i].tensors) {
      if (!at::equal(tensor, b.nodes[i].tensors.at(name))) return false;
    }
  }
  return true;
}

/// Thrown out of training, as if a signal or a power cut ended it.
struct Interrupted {};

}  // namespace

TEST_CASE("A small network learns from 2,000 images of clothes", "[training]") {
  const Dataset data = load_fashion_mnist(Split::train).head(2000);
  TrainingConfig config;
  config.epochs = 4;
  config.batch_size = 50;
  config.threads = 1;
  Graph graph = small_network(1);
  int ends_of_epochs = 0;  // 40 steps each; other lines come by the clock
  train(graph, data, config, [&](const std::string& line) {
    const int step = 40 * (ends_of_epochs + 1);
    if (line.find(fmt::format(", step {}/160: ", step)) != std::string::npos) ++ends_of_epochs;
  });
  CHECK(ends_of_epochs == config.epochs);
  at::NoGradGuard no_gradients;
  const Dataset test = load_fashion_mnist(Split::test).head(1000);
  const at::Tensor predictions =
      predict([&](const at::Tensor& x) { return interpret(graph, x); }, test);
  CHECK(top1_accuracy(predictions, test.labels) > 0.6);  // guessing gives 0.1
}

TEST_CASE("Equal seeds give equal weights", "[training]") {
  const Dataset data = load_fashion_mnist(Split::train).head(200);
  TrainingConfig config;
  config.epochs = 2;
  config.batch_size = 50;
  config.threads = 1;
  const auto trained = [&](std::uint64_t seed) {
    config.seed = seed;
    Graph graph = small_network(1);
    train(graph, data, config, [](const std::string&) {});
    return graph;
  };
  const Graph graph = trained(7);
  CHECK(same_weights(graph, trained(7)));
  CHECK_FALSE(same_weights(graph, trained(8)));
}

TEST_CASE("Interrupted training continues to the same weights as uninterrupted training",
          "[training]") {
  const auto state = std::filesystem::temp_directory_path() / "tiersim-test-state.safetensors";
  for (const Optimizer optimizer : {Optimizer::sgd, Optimizer::adamw}) {
    for (const std::int64_t broken_at : {1, 5, 8, 13}) {
      INFO("interrupted after step " << broken_at);
      std::filesystem::remove(state);
      TrainingConfig config;
      config.optimizer = optimizer;
      config.epochs = 3;
      config.batch_size = 20;
      config.peak_learning_rate = 1e-2;
      config.threads = 1;
      const Dataset data = parity_texts(100);
      const Progress quiet = [](const std::string&) {};
      Graph whole = tiny_text_model();
      train(whole, data, config, quiet);

      std::int64_t steps = 0;
      Objective objective;
      objective.after_step = [&](Graph&) {
        if (++steps == broken_at) throw Interrupted();
      };
      objective.save_every = std::chrono::seconds(0);
      Graph broken = tiny_text_model();
      CHECK_THROWS_AS(train(broken, data, config, quiet, objective, state), Interrupted);
      CHECK(std::filesystem::exists(state) == (broken_at > 1));  // saved after each complete step
      Graph resumed = tiny_text_model();
      train(resumed, data, config, quiet, {}, state);
      CHECK(same_weights(whole, resumed));
      CHECK_FALSE(std::filesystem::exists(state));
    }
  }
}

TEST_CASE("A state that does not fit is refused and kept", "[training]") {
  const auto state = std::filesystem::temp_directory_path() / "tiersim-test-state.safetensors";
  std::ofstream(state) << "nonsense";
  Graph graph = tiny_text_model();
  CHECK_THROWS_AS(train(
                      graph, parity_texts(40), {}, [](const std::string&) {}, {}, state),
                  tiersim::UserError);
  CHECK(std::filesystem::exists(state));
  std::filesystem::remove(state);
}

TEST_CASE("A state of another run, or with a flipped bit, is refused", "[training]") {
  const auto state = std::filesystem::temp_directory_path() / "tiersim-test-state.safetensors";
  std::filesystem::remove(state);
  TrainingConfig config;
  config.epochs = 2;
  config.batch_size = 20;
  const Dataset data = parity_texts(40);
  const Progress quiet = [](const std::string&) {};
  Objective interrupted;
  std::int64_t steps = 0;
  interrupted.after_step = [&](Graph&) {
    if (++steps == 2) throw Interrupted();
  };
  interrupted.save_every = std::chrono::seconds(0);
  Graph broken = tiny_text_model();
  CHECK_THROWS_AS(train(broken, data, config, quiet, interrupted, state), Interrupted);

  const auto refused = [&](Graph graph) {
    CHECK_THROWS_WITH(train(graph, data, config, quiet, {}, state),
                      Catch::Contains("it is damaged, or of another training run (remove it"));
  };
  Graph other = tiny_text_model();
  other.nodes.back().tensors["bias"] = at::ones({2});
  refused(other);
  std::fstream stream(state, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(-1, std::ios::end);
  const int last = stream.peek();
  stream.seekp(-1, std::ios::end);
  stream.put(static_cast<char>(last ^ 1));
  stream.close();
  refused(tiny_text_model());
  std::filesystem::remove(state);
}

TEST_CASE("Training stops at the first loss that is not finite, and its state is removed",
          "[training]") {
  const auto state = std::filesystem::temp_directory_path() / "tiersim-test-state.safetensors";
  for (const double loss : {std::nan(""), HUGE_VAL}) {
    int steps = 0;
    Objective objective;
    // 2 steps of an epoch; the loss of the third is not finite.
    objective.loss = [&](const at::Tensor& logits, const at::Tensor& labels, const at::Tensor&,
                         const at::Tensor&) {
      const at::Tensor right = smoothed_cross_entropy(logits, labels, 0);
      return ++steps == 3 ? right * loss : right;
    };
    objective.save_every = std::chrono::seconds(0);
    TrainingConfig config;
    config.epochs = 300;
    config.batch_size = 20;
    Graph graph = tiny_text_model();
    CHECK_THROWS_WITH(
        train(
            graph, parity_texts(40), config, [](const std::string&) {}, objective, state),
        Catch::Contains("training diverged: the loss of step 3 of 600 is "));
    CHECK(steps == 3);
    CHECK_FALSE(std::filesystem::exists(state));
  }
}

TEST_CASE("Only the nodes that are trained change", "[training]") {
  Graph graph = tiny_text_model();
  const Graph before = graph;
  TrainingConfig config;
  config.epochs = 1;
  config.batch_size = 20;
  config.threads = 1;
  Objective objective;
  objective.trains = [](const Node& node) { return node.name == "classifier"; };
  train(
      graph, parity_texts(100), config, [](const std::string&) {}, objective);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    for (const auto& [name, tensor] : graph.nodes[i].tensors) {
      INFO(graph.nodes[i].name << "." << name);
      CHECK(at::equal(tensor, before.nodes[i].tensors.at(name)) !=
            (graph.nodes[i].name == "classifier"));
    }
  }
}

TEST_CASE("Training changes only its own graph, batch statistics included", "[training]") {
  const Graph origin = small_network(1);
  const std::string before = graph_key(origin);
  Graph copy = origin;  // shares the tensors of `origin`
  TrainingConfig config;
  config.epochs = 1;
  config.batch_size = 50;
  train(copy, load_fashion_mnist(Split::train).head(100), config, [](const std::string&) {});
  CHECK(graph_key(copy) != before);
  CHECK(graph_key(origin) == before);
}
