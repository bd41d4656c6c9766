#include "models/training/evaluate.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "sim/base/error.h"

using namespace tiersim::models;

TEST_CASE("Accuracy and macro F1 of a worked example", "[evaluate]") {
  // Labels 0 0 1 2, predictions 0 1 1 1: two of four are right. F1 of class 0 is 2*1/(1+2), of
  // class 1 2*1/(3+1), of class 2 zero. The mean is (2/3 + 1/2 + 0) / 3 = 0.3889, as in
  // scikit-learn.
  const at::Tensor labels = at::tensor({0, 0, 1, 2}, at::kLong),
                   predictions = at::tensor({0, 1, 1, 1}, at::kLong);
  CHECK(top1_accuracy(predictions, labels) == 0.5);
  CHECK(macro_f1(predictions, labels, 3) == Approx(7.0 / 18));
  // The mean is over classes that occur.
  CHECK(macro_f1(predictions, labels, 1000) == Approx(7.0 / 18));
}

TEST_CASE("A GPU gets larger batches than the CPU", "[evaluate]") {
  Dataset data;
  data.items = at::zeros({300, 1, 1, 1}, at::kByte);
  data.labels = at::zeros({300}, at::kLong);
  const auto largest_batch = [&](at::Device device) {
    std::int64_t largest = 0;
    const auto model = [&](const at::Tensor& inputs) {
      largest = std::max(largest, inputs.size(0));
      return at::zeros({inputs.size(0), 10});
    };
    CHECK(answers_of(model, data, device).size(0) == 300);
    return largest;
  };
  CHECK(largest_batch(at::kCPU) == 25);
  CHECK(largest_batch(at::kCUDA) == 256);
}

TEST_CASE("Answers that are not finite are no predictions", "[evaluate]") {
  Dataset data;
  data.name = "two";
  data.items = at::zeros({4, 1, 1, 1}, at::kByte);
  data.labels = at::zeros({4}, at::kLong);
  at::Tensor answers = at::ones({4, 3});
  const auto model = [&](const at::Tensor&) { return answers; };
  CHECK(predict(model, data).numel() == 4);
  answers[1][2] = std::nan("");
  answers[3][0] = HUGE_VAL;
  CHECK_THROWS_WITH(
      predict(model, data),
      Catch::StartsWith("2 of 4 answers to the data \"two\" have logits that are not finite"));
}
