#include "scenarios/goal/latency_figure.h"

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

std::vector<double> up_to(int count) {
  std::vector<double> values;
  for (int i = 1; i <= count; ++i) values.push_back(i);
  return values;
}

}  // namespace

TEST_CASE("A quantile has the interval of its order statistics", "[goal]") {
  LatencyQuantiles quantiles;
  // Of 100 values, 40 to 60 lie below the median with 95 %: B(100, 0.5) has its 2.5 % point at 40.
  const Figure median = quantiles.estimate(up_to(100), 0.5, 100);
  CHECK(median.value == 50.5);
  CHECK(median.low == 40);
  CHECK(median.high == 61);
}

TEST_CASE("Too few requests do not bound a tail", "[goal]") {
  LatencyQuantiles quantiles;
  CHECK(quantiles.estimate(up_to(367), 0.99, 367).high == kUnbounded);
  CHECK(quantiles.estimate(up_to(368), 0.99, 368).high == 368);  // 0.99^368 is below 2.5 %
  CHECK(quantiles.estimate({5}, 0.5, 1).low == -kUnbounded);
}

TEST_CASE("Inputs that are asked twice count once", "[goal]") {
  CHECK(count_independent({3, -1, 3, -1, 7}) == 4);  // 3, 7 and two unknown ones
  // 200 values of 100 inputs: the ranks of 100 values, spread over 200.
  LatencyQuantiles quantiles;
  const Figure median = quantiles.estimate(up_to(200), 0.5, 100);
  CHECK(median.low == 80);
  CHECK(median.high == 121);
}

TEST_CASE("A quantile that is never answered is endless", "[goal]") {
  LatencyQuantiles quantiles;
  const Figure median = quantiles.estimate({1, kUnbounded, kUnbounded}, 0.5, 3);
  CHECK(median.value == kUnbounded);
}
