#include "scenarios/goal/candidates.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

TEST_CASE("The items of the test set bound an accuracy by Wilson's interval", "[goal]") {
  // Wilson, 93 of 100: (0.93 + 1.92 / 100) / 1.0384 is 0.9141;
  // 1.96 * sqrt(0.93 * 0.07 / 100 + 0.96 / 10000) / 1.0384 is 0.0516.
  const Figure figure = accuracy_figure(0.93, 100);
  CHECK(figure.value == 0.93);
  CHECK(figure.low == Approx(0.9141 - 0.0516).margin(2e-4));
  CHECK(figure.high == Approx(0.9141 + 0.0516).margin(2e-4));
}

TEST_CASE("An accuracy of unknown items has no interval", "[goal]") {
  CHECK(std::isnan(accuracy_figure(0.93, 0).low));
  CHECK(std::isnan(accuracy_figure(NAN, 100).high));
}
