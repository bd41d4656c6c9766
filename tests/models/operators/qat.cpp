#include "models/operators/operator.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>

#include "models/data/images/fashion_mnist.h"
#include "models/ir/executor.h"
#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/subjects/subject.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Training for int8 changes weights, but not those that were pruned", "[qat]") {
  use_inference_settings(1);
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-qat";
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const Dataset data = load_fashion_mnist(Split::train).head(256);
  Subject subject = *find_subject("wide_resnet_mini_student");
  subject.name = "test_qat";
  PrepareContext context;
  context.subject = &subject;
  context.calibration = data.inputs(0, 100);
  context.sample = data.inputs(0, 1);
  context.training = &data;
  context.progress = [](const std::string&) {};
  const Graph model = small_network(1);
  const Graph sparse = apply_operators(parse_operator("pruned"), model, context).stages.at(0);
  // The steps are so long and so many that some zeros would move by an int8 step without masks.
  subject.training.peak_learning_rate *= 2000;
  subject.training.least_steps = 20;
  const auto stage = [&](const char* operator_name) {
    return apply_operators(parse_operator(operator_name), sparse, context).stages.at(0);
  };
  const auto weights = [](const Graph& graph) {
    std::map<std::string, at::Tensor> result;
    for (const Node& node : graph.nodes) {
      if (node.tensors.count("weight") > 0) result[node.name] = node.tensors.at("weight");
    }
    return result;
  };
  const auto pruned = weights(lower(sparse)), trained = weights(stage("qat")),
             rounded = weights(stage("sptq"));
  std::int64_t zeros = 0, moved = 0;
  for (const auto& [name, weight] : pruned) {
    INFO(name);
    const at::Tensor gone = weight == 0;
    zeros += gone.sum().item<std::int64_t>();
    moved += (trained.at(name) != rounded.at(name)).sum().item<std::int64_t>();
    CHECK(trained.at(name).scalar_type() == at::kChar);
    // In a layer with few zeros the zeros may be chance.
    if (gone.to(at::kDouble).mean().item<double>() >= 0.25)
      CHECK(trained.at(name).masked_select(gone).eq(0).all().item<bool>());
  }
  CHECK(zeros > parameter_count(model) / 3);
  CHECK(moved > 0);
}

TEST_CASE("qat is nearer to the float32 model than sptq, even if its rate is too high", "[qat]") {
  use_inference_settings(1);
  const auto cache = std::filesystem::temp_directory_path() / "tiersim-test-qat-again";
  std::filesystem::remove_all(cache);
  setenv("TIERSIM_CACHE", cache.c_str(), 1);
  const Dataset data = load_fashion_mnist(Split::train).head(256);
  Subject subject = *find_subject("wide_resnet_mini_student");
  subject.name = "test_qat_again";
  subject.training.augment = false;
  subject.training.least_steps = 20;
  PrepareContext context;
  context.subject = &subject;
  context.calibration = data.inputs(0, 100);
  context.sample = data.inputs(0, 1);
  context.training = &data;
  int again = 0;
  context.progress = [&](const std::string& line) {
    if (line.find("again, at a tenth of the rate") != std::string::npos) ++again;
  };
  const Graph model = small_network(1);
  const auto answers = [&](const char* operator_name) {
    return Executor(apply_operators(parse_operator(operator_name), model, context).stages.at(0))
        .run(context.calibration);
  };
  const auto distance = [&](const char* operator_name) {
    return distillation_loss(answers(operator_name), answers("identity"),
                             data.labels.slice(0, 0, 100), {1, 1})
        .item<double>();
  };
  SECTION("a rate that suits the model") { CHECK(distance("qat") < distance("sptq")); }
  SECTION("a rate that is too high") {
    subject.training.peak_learning_rate *= 3000;
    CHECK(distance("qat") <= distance("sptq"));
    CHECK(again > 0);
  }
}
