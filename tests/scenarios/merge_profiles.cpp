#include "scenarios/run/merge_profiles.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

namespace {

/// `count` samples around `ms`, up to 1 % off.
StageProfile part(double ms, int count, double share) {
  StageProfile profile;
  profile.tier = "edge";
  profile.key = "key";
  profile.mechanism = "paced";
  profile.achieved_cpu_share = share;
  for (int i = 0; i < count; ++i)
    profile.service.push_back({std::llround(ms * 1e6 * (1 + 0.01 * (i % 21 - 10) / 10))});
  profile.load = {{7}};
  return profile;
}

}  // namespace

TEST_CASE("Processes that agree make one profile of all their samples", "[profile]") {
  // 100 samples of 2 ms at 50 % and 300 of 2 ms at 46 %: CPU 1 + 2.76 of 2 + 6 time units.
  const StageProfile whole = merge_profiles({part(2, 100, 0.5), part(2, 300, 0.46)});
  CHECK(whole.service.size() == 400);
  CHECK(whole.load.size() == 2);
  CHECK(whole.achieved_cpu_share == Approx((0.5 * 100 + 0.46 * 300) / 400).epsilon(1e-3));
  CHECK(whole.stable);
  CHECK(whole.valid);
  CHECK(whole.reason.empty());
  CHECK(whole.tier == "edge");
  CHECK(whole.mechanism == "paced");
  CHECK(whole.key != "key");
}

TEST_CASE("Processes that differ by more than their samples make an unstable profile",
          "[profile]") {
  const StageProfile whole = merge_profiles({part(2, 210, 0.5), part(2.2, 210, 0.5)});
  CHECK_FALSE(whole.stable);
  CHECK(whole.valid);
  CHECK_THAT(whole.reason, Catch::Contains("2.000 and 2.200 ms"));
}

TEST_CASE("One invalid process makes the profile invalid, for its reason", "[profile]") {
  StageProfile wrong = part(2, 200, 0.3);
  wrong.valid = false;
  wrong.reason = "achieved 30 %";
  wrong.mechanism = "closed-loop";
  const StageProfile whole = merge_profiles({part(2, 200, 0.5), wrong});
  CHECK_FALSE(whole.valid);
  CHECK(whole.reason == "achieved 30 %");
  CHECK(whole.mechanism == "paced, closed-loop");
}
