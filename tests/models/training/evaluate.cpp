#include "models/training/evaluate.h"

#include <catch2/catch.hpp>

using namespace tiersim::models;

TEST_CASE("Accuracy and macro F1 of a worked example", "[evaluate]") {
  // Labels 0 0 1 2, predictions 0 1 1 1: two of four right. F1: class 0 2*1/(1+2), class 1
  // 2*1/(3+1), class 2 none: (2/3 + 1/2 + 0) / 3 = 0.3889, as scikit-learn has it.
  const at::Tensor labels = at::tensor({0, 0, 1, 2}, at::kLong),
                   predictions = at::tensor({0, 1, 1, 1}, at::kLong);
  CHECK(top1_accuracy(predictions, labels) == 0.5);
  CHECK(macro_f1(predictions, labels, 3) == Approx(7.0 / 18));
  CHECK(macro_f1(predictions, labels, 1000) == Approx(7.0 / 18));  // of classes that occur
}
