#include "scenarios/validate/compare/compare_quantile.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/scenarios/validate/compare/rounds.h"

using namespace tiersim;

TEST_CASE("An error is relative to the emulation, over the requests of all rounds together",
          "[compare_quantile]") {
  // Simulated 10, 10, 12, 12 ms: median 11. Emulated 9, 9, 11, 11 ms: median 10. (11 - 10) / 10.
  const ScenarioRounds rounds{{round_of_ms({10, 12}), round_of_ms({12, 10})},
                              {round_of_ms({9, 11}), round_of_ms({11, 9})}};
  const ComparedQuantile median = compare_quantile(rounds, 0.5);
  CHECK(median.simulated.value == Approx(11e6));
  CHECK(median.emulated.value == Approx(10e6));
  CHECK(median.error == Approx(0.1));
  CHECK(median.repeatability == Approx(0));  // both rounds have the median 10 ms
  // Four requests do not bound a median on either side (2^-4 = 6 % > 2.5 %).
  CHECK(std::isnan(median.simulated.low));
  CHECK(std::isnan(median.emulated.high));
}

TEST_CASE("The repeatability is the range of the rounds' emulated quantiles over that of all",
          "[compare_quantile]") {
  // Medians of the rounds: 10, 13 and 11 ms; of all nine requests: 11 ms. (13 - 10) / 11.
  const ScenarioRound simulated = round_of_ms({10});
  const ScenarioRounds rounds{
      {simulated, simulated, simulated},
      {round_of_ms({9, 10, 11}), round_of_ms({13, 13, 13}), round_of_ms({11, 11, 10})}};
  CHECK(compare_quantile(rounds, 0.5).repeatability == Approx(3.0 / 11));
}

TEST_CASE("The interval of a quantile ends at order statistics", "[compare_quantile]") {
  // Six values bound a median from the first to the sixth: 2 * 2^-6 = 3 % lie outside.
  const ScenarioRound six = round_of_ms({1, 2, 3, 4, 5, 6});
  const ComparedQuantile median = compare_quantile({{six}, {six}}, 0.5);
  CHECK(median.simulated.low == Approx(1e6));
  CHECK(median.simulated.high == Approx(6e6));
  // 0.95^6 = 74 %: all six may lie below the 95th percentile, which has no upper end.
  CHECK(std::isnan(compare_quantile({{six}, {six}}, 0.95).simulated.high));
}

TEST_CASE("Without finished requests nothing is known", "[compare_quantile]") {
  const ComparedQuantile none =
      compare_quantile({{round_of_ms({})}, {round_of_ms({5}), round_of_ms({})}}, 0.5);
  CHECK(std::isnan(none.simulated.value));
  CHECK(none.emulated.value == Approx(5e6));
  CHECK(std::isnan(none.error));
  CHECK(std::isnan(none.repeatability));
}
