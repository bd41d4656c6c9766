#include <catch2/catch.hpp>
#include <filesystem>

#include "models/data/fashion_mnist.h"
#include "models/ir/interpreter.h"
#include "models/training/evaluate.h"
#include "models/training/trainer.h"
#include "tests/models/graphs.h"

using namespace tiersim::models;

TEST_CASE("Accuracy and macro F1 of a worked example", "[evaluate]") {
  // Labels 0 0 1 2, predictions 0 1 1 1: two of four right. F1: class 0 2*1/(1+2), class 1
  // 2*1/(3+1), class 2 none: (2/3 + 1/2 + 0) / 3 = 0.3889, as scikit-learn has it.
  const at::Tensor labels = at::tensor({0, 0, 1, 2}, at::kLong),
                   predictions = at::tensor({0, 1, 1, 1}, at::kLong);
  CHECK(top1_accuracy(predictions, labels) == 0.5);
  CHECK(macro_f1(predictions, labels, 3) == Approx(7.0 / 18));
}

TEST_CASE("A small network learns clothes from 2,000 images, the same way from the same seed",
          "[training]") {
  Dataset data = load_fashion_mnist(Split::train);
  data.images = data.images.slice(0, 0, 2000);
  data.labels = data.labels.slice(0, 0, 2000);
  TrainingConfig config;
  config.epochs = 4;
  config.batch_size = 50;
  config.threads = 1;
  const auto trained = [&] {
    Graph graph = small_network(1);
    int lines = 0;
    train(graph, data, config, [&](const std::string&) { ++lines; });
    CHECK(lines == config.epochs);
    return graph;
  };
  const Graph graph = trained();
  at::NoGradGuard no_gradients;
  Dataset test = load_fashion_mnist(Split::test);
  test.images = test.images.slice(0, 0, 2000);
  test.labels = test.labels.slice(0, 0, 2000);
  const at::Tensor predictions =
      predict([&](const at::Tensor& x) { return interpret(graph, x); }, test);
  CHECK(top1_accuracy(predictions, test.labels) > 0.6);  // guessing gives 0.1

  const Graph again = trained();
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    for (const auto& [name, tensor] : graph.nodes[i].tensors)
      CHECK(at::equal(tensor, again.nodes[i].tensors.at(name)));
  }
}
