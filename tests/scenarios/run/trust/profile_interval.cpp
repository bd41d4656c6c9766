#include "scenarios/run/trust/profile_interval.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "sim/base/quantile.h"

using namespace tiersim;

namespace {

std::vector<MeasuredTime> random_samples(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> time(1'000, 2'000);
  std::vector<MeasuredTime> samples;
  for (std::size_t i = 0; i < count; ++i) samples.push_back({time(random)});
  return samples;
}

StageProfile profile(std::vector<MeasuredTime> samples) {
  StageProfile made;
  made.tier = "edge";
  made.service = std::move(samples);
  return made;
}

}  // namespace

TEST_CASE("The interval is that of the profile's own estimate", "[trust]") {
  for (std::size_t count = 6; count < 400; count += 7) {
    INFO(count << " samples");
    const auto samples = random_samples(count, static_cast<unsigned>(count));
    CHECK(median_interval(samples) == estimate_quantile(samples, 0.5).relative_error());
  }
}

TEST_CASE("Six samples bound the median, five do not", "[trust]") {
  // All six are on one side of the median with a probability of 2 / 64 = 3.1 %, five with 6.2 %.
  CHECK(median_interval({{7}, {8}, {10}, {11}, {12}, {17}}) == Approx(0.5));  // (17 - 7) / 2 / 10
  CHECK(std::isinf(median_interval({{7}, {8}, {10}, {11}, {12}})));
  CHECK(std::isinf(median_interval({})));
}

TEST_CASE("Each stage has the profile of its batches that is known worst", "[trust]") {
  StageProfile sure = profile(random_samples(300, 1)), unsure = profile(random_samples(20, 2));
  unsure.mechanism = "imported";
  unsure.stable = false;
  Scenario scenario;
  scenario.profiles = {{{1, &sure}, {4, &unsure}}, {{1, &sure}}};
  const auto evidence = profile_evidence(scenario);
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].samples == 20);
  CHECK(evidence[0].imported);
  CHECK_FALSE(evidence[0].stable);
  CHECK(evidence[1].samples == 300);
  CHECK_FALSE(evidence[1].imported);
}
