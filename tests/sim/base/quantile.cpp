#include "sim/base/quantile.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace tiersim;

namespace {

/// The numbers 1 to `count` in mixed order: the value of each sample is its rank.
std::vector<MeasuredTime> ranks(std::int64_t count) {
  std::vector<MeasuredTime> samples;
  for (std::int64_t i = 0; i < count; ++i) samples.push_back({(i * 7 + 3) % count + 1});
  return samples;
}

}  // namespace

TEST_CASE("The interval of a median ends where the binomial distribution has 2.5 % on each side",
          "[quantile]") {
  // scipy.stats.binom.cdf(39, 100, 0.5) = 0.0176, cdf(40) = 0.0284. So sample 40 is the largest
  // that lies above the median in at most 2.5 % of cases. The other side mirrors it.
  const QuantileEstimate hundred = estimate_quantile(ranks(100), 0.5);
  CHECK(hundred.value.ns == 50);
  REQUIRE((hundred.low && hundred.high));
  CHECK(hundred.low->ns == 40);
  CHECK(hundred.high->ns == 61);
  CHECK(hundred.relative_error() == Approx(21.0 / 2 / 50));
  // 2^-6 = 1.6 % and 2^-5 = 3.1 %: six samples are enough to bound a median, five are not.
  const QuantileEstimate six = estimate_quantile(ranks(6), 0.5);
  CHECK(six.low->ns == 1);
  CHECK(six.high->ns == 6);
  const QuantileEstimate five = estimate_quantile(ranks(5), 0.5);
  CHECK_FALSE(five.low);
  CHECK_FALSE(five.high);
  CHECK(std::isinf(five.relative_error()));
}

TEST_CASE("A high quantile has no upper bound until enough samples lie above it", "[quantile]") {
  // 0.99^367 = 2.502 %, 0.99^368 = 2.477 %: with 368 samples, none lies above the quantile in less
  // than 2.5 % of cases.
  CHECK_FALSE(estimate_quantile(ranks(367), 0.99).high);
  const QuantileEstimate enough = estimate_quantile(ranks(368), 0.99);
  CHECK(enough.value.ns == 365);  // ceil(0.99 * 368)
  REQUIRE(enough.high);
  CHECK(enough.high->ns == 368);
  CHECK_THROWS_AS(estimate_quantile({}, 0.5), std::invalid_argument);
}

TEST_CASE("The ranks around a p99 of a million samples are those of scipy", "[quantile]") {
  // scipy.stats.binom: cdf(989804, 10^6, 0.99) <= 0.025 < cdf(989805), and
  // cdf(990194) < 0.975 <= cdf(990195).
  const QuantileRanks ranks = ranks_around(1'000'000, 0.99);
  CHECK(ranks.low == 989'805);
  CHECK(ranks.high == 990'196);
}

TEST_CASE("An interpolated quantile lies between the two values around its position",
          "[quantile]") {
  // Position 0.95 * (5 - 1) = 3.8: 80 % of the way from the fourth value to the fifth.
  CHECK(interpolated_quantile({10, 20, 30, 40, 50}, 0.95) == Approx(48));
  CHECK(interpolated_quantile({10, 20, 30, 40}, 0.5) == Approx(25));
  CHECK(interpolated_quantile({10}, 0.95) == 10);
  CHECK(std::isnan(interpolated_quantile({}, 0.5)));
  const double never = std::numeric_limits<double>::infinity();
  CHECK(interpolated_quantile({10, 20, never}, 0.5) == 20);  // position 1: no neighbour counts
  CHECK(std::isnan(interpolated_quantile({10, never}, 0.5)));
}

TEST_CASE("The interval holds the true quantile in at least 95 of 100 cases", "[quantile]") {
  // An exponential distribution of mean 1e6 has its quantile q at -1e6 ln(1 - q).
  for (const double quantile : {0.5, 0.95}) {
    const double truth = -1e6 * std::log(1 - quantile);
    std::mt19937_64 random(1);
    std::exponential_distribution<> times(1e-6);
    int held = 0;
    constexpr int kTrials = 2000;
    for (int trial = 0; trial < kTrials; ++trial) {
      std::vector<MeasuredTime> samples;
      for (int i = 0; i < 150; ++i) samples.push_back({std::llround(times(random))});
      const QuantileEstimate estimate = estimate_quantile(samples, quantile);
      held += (!estimate.low || static_cast<double>(estimate.low->ns) <= truth) &&
                      (!estimate.high || static_cast<double>(estimate.high->ns) >= truth)
                  ? 1
                  : 0;
    }
    // Coverage is 95 % or more; the standard error of its estimate is 0.5 points.
    CHECK(held >= 0.935 * kTrials);
    CHECK(held < kTrials);
  }
}
