#include "models/operators/distilled.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim::models;

TEST_CASE("The distillation loss weighs labels and teacher", "[distilled]") {
  // Two classes, student logits (0, 0), teacher (ln 3, 0): soft targets 3/4, 1/4 at T = 1.
  // CE = ln 2; KL = 3/4 ln(3/4 / 1/2) + 1/4 ln(1/4 / 1/2).
  const at::Tensor student = at::zeros({1, 2});
  const at::Tensor teacher = at::tensor({std::log(3.0F), 0.0F}).unsqueeze(0);
  const at::Tensor label = at::zeros({1}, at::kLong);
  const double kl = 0.75 * std::log(1.5) + 0.25 * std::log(0.5);
  const auto loss = [&](double temperature, double weight) {
    return distillation_loss(student, teacher, label, {temperature, weight}).item<double>();
  };
  CHECK(loss(1, 1) == Approx(kl));
  CHECK(loss(1, 0) == Approx(std::log(2.0)));
  CHECK(loss(1, 0.25) == Approx(0.75 * std::log(2.0) + 0.25 * kl));
  // A student that agrees costs nothing at any temperature; T^2 keeps the gradient's size.
  CHECK(distillation_loss(teacher, teacher, label, {5, 1}).item<double>() ==
        Approx(0).margin(1e-6));
  CHECK(loss(8, 1) == Approx(64 *
                             [] {
                               const double p = 1 / (1 + std::exp(-std::log(3.0) / 8));
                               return p * std::log(2 * p) + (1 - p) * std::log(2 * (1 - p));
                             }())
                          .epsilon(1e-3));
}
