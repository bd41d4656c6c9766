#include "scenarios/measure/extrapolate.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/base/error.h"

using namespace tiersim;

namespace {

StageProfile profile_of(double ms, const char* key) {
  StageProfile profile;
  profile.key = key;
  for (const double part : {0.9, 1.0, 1.1})
    profile.service.push_back({std::llround(part * ms * 1e6)});
  profile.load = {{300'000'000}};
  return profile;
}

TierSettings cloud(int cores, double share = 1, int workers = 1) {
  TierSettings tier;
  tier.name = "cloud";
  tier.cores = cores;
  tier.cpu_share.value = share;
  tier.workers = workers;
  return tier;
}

double median_ms(const StageProfile& profile) {
  return static_cast<double>(profile.service.at(1).ns) / 1e6;
}

}  // namespace

TEST_CASE("Times on more cores follow Amdahl's law through the two measured times",
          "[extrapolate]") {
  // 10 ms on one core, 6 on two: s = (2 * 6 / 10 - 1) / (2 - 1) = 0.2.
  const StageProfile one = profile_of(10, "one"), two = profile_of(6, "two");
  const StageProfile sixteen = extrapolate(one, two, 2, cloud(16));
  CHECK(median_ms(sixteen) == Approx(10 * (0.2 + 0.8 / 16)));
  CHECK(sixteen.threads == 16);
  // Every sample is scaled alike.
  CHECK(static_cast<double>(sixteen.service[2].ns) / static_cast<double>(sixteen.service[0].ns) ==
        Approx(1.1 / 0.9));
  CHECK(sixteen.extrapolated);
  CHECK_THAT(sixteen.source, Catch::Contains("10.000 ms on 1 core and 6.000 ms on 2") &&
                                 Catch::Contains("serial part 20 %"));
  CHECK(sixteen.load.at(0).ns == 300'000'000);
  // Asked for what was measured, it gives that.
  CHECK(median_ms(extrapolate(one, two, 2, cloud(2))) == Approx(6));
  CHECK(median_ms(extrapolate(one, two, 2, cloud(1))) == Approx(10));
  // Half of 16 cores are 8 threads; a tenth of 16 are 1.6 CPUs for one thread, of which it uses 1.
  CHECK(median_ms(extrapolate(one, two, 2, cloud(16, 0.5))) == Approx(10 * (0.2 + 0.8 / 8)));
  CHECK(median_ms(extrapolate(one, two, 2, cloud(16, 0.1))) == Approx(10));
  // A quarter of 16 cores for eight workers are half a CPU each.
  const StageProfile half = extrapolate(one, two, 2, cloud(16, 0.25, 8));
  CHECK(median_ms(half) == Approx(20));
  CHECK(half.load.at(0).ns == 600'000'000);
}

TEST_CASE("A speed-up outside the limits of the law counts as the nearest limit", "[extrapolate]") {
  // Faster than half on two cores (caches): nothing is serial. Slower on two: everything is.
  CHECK(median_ms(extrapolate(profile_of(10, "a"), profile_of(4, "b"), 2, cloud(10))) == Approx(1));
  CHECK(median_ms(extrapolate(profile_of(10, "a"), profile_of(12, "b"), 2, cloud(10))) ==
        Approx(10));
}

TEST_CASE("A calculated profile names its sources and takes over their faults", "[extrapolate]") {
  const StageProfile one = profile_of(10, "one"), two = profile_of(6, "two");
  const auto key = [&](const TierSettings& tier) { return extrapolate(one, two, 2, tier).key; };
  CHECK(key(cloud(16)) == key(cloud(16)));
  CHECK(key(cloud(16)) != key(cloud(32)));
  CHECK(key(cloud(16)) != key(cloud(16, 1, 4)));
  StageProfile noisy = two;
  noisy.stable = false;
  noisy.reason = "noise";
  CHECK_FALSE(extrapolate(one, noisy, 2, cloud(16)).stable);
  CHECK(extrapolate(one, noisy, 2, cloud(16)).reason == "noise");
}

TEST_CASE("One core, and all cores of the machine, stand in for a larger tier", "[extrapolate]") {
  if (host_cores() < 2) {
    CHECK_THROWS_AS(stand_ins(cloud(16)), UserError);
    return;
  }
  const std::vector<TierSettings> from = stand_ins(cloud(4 * host_cores(), 0.5, 2));
  REQUIRE(from.size() == 2);
  CHECK(from[0].cores == 1);
  CHECK(from[1].cores == host_cores());
  for (const TierSettings& tier : from) {
    CHECK(tier.cpu_share.value == 1);
    CHECK(tier.workers == 1);
    CHECK(tier.name == "cloud");
  }
}
