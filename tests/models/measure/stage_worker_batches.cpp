#include <catch2/catch.hpp>

#include "models/ir/executor.h"
#include "models/ir/lower.h"
#include "models/measure/stage_worker.h"
#include "models/subjects/subject_data.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("The texts of a batch are padded to the length of the longest", "[batches]") {
  const at::Tensor longer = at::tensor({5, 6, 7}, at::kLong).unsqueeze(0),
                   shorter = at::tensor({8}, at::kLong).unsqueeze(0);
  CHECK(at::equal(stacked({longer, shorter}, 1),
                  at::tensor({5, 6, 7, 8, 1, 1}, at::kLong).view({2, 3})));
  CHECK(at::equal(stacked({shorter}, 1), shorter));
}

TEST_CASE("Images and texts have the same outputs in a batch as alone", "[batches]") {
  for (const char* name : {"resnext_mini_student", "roberta_mini_student"}) {
    const Subject& subject = *find_subject(name);
    use_inference_settings(1);
    const Executor executor(lower(load_model(subject)));
    std::vector<at::Tensor> items = request_inputs(subject, 8);
    std::int64_t pad_id = 0;
    if (items[0].scalar_type() == at::kLong) pad_id = subject.load_data(Split::test).pad_id;
    const at::Tensor together = executor.run(stacked(items, pad_id)).clone();
    REQUIRE(together.size(0) == 8);
    for (std::int64_t i = 0; i < 8; ++i) {
      INFO(name << ", item " << i);
      const at::Tensor alone = executor.run(items[static_cast<std::size_t>(i)]);
      CHECK(at::allclose(together.slice(0, i, i + 1), alone, 1e-3, 1e-3));
    }
  }
}

TEST_CASE("Each input of a stage joins as many consecutive items as its batch has", "[batches]") {
  const Subject& subject = *find_subject("resnext_mini_student");
  const std::vector<Graph> stages{lower(load_model(subject))};
  const std::vector<at::Tensor> items = request_inputs(subject, 40);
  const auto inputs = stage_inputs(stages, 0, subject, {3, 5, 4}, [] {});
  REQUIRE(inputs.size() == 5);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    CHECK(inputs[i].size(0) == 4);
    CHECK(at::equal(inputs[i].slice(0, 1, 2), items[3 + 4 * i + 1]));
  }
}
