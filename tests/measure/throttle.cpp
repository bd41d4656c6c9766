#include <catch2/catch.hpp>

#include "models/measure/clocks.h"
#include "models/measure/pacer.h"
#include "models/measure/sampler.h"
#include "sim/quantile.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// Burns CPU time, whatever the wall clock does.
void burn(double milliseconds) {
  const auto end = cpu_now().ns + static_cast<std::int64_t>(milliseconds * 1e6);
  while (cpu_now().ns < end) {
  }
}

/// CPU seconds per wall second while 0.4 s of work are done under a quota.
double share_under(CpuQuota& quota) {
  INFO(quota.mechanism());
  burn(50);  // what was saved up
  const MeasuredTime wall = wall_now(), cpu = cpu_now();
  burn(400);
  return static_cast<double>(cpu_now().ns - cpu.ns) / static_cast<double>(wall_now().ns - wall.ns);
}

}  // namespace

TEST_CASE("A control group's quota holds a process to its share", "[throttle]") {
  for (const double share : {0.5, 0.25}) {
    auto quota = enforce_by_cgroup(share);
    if (!quota) {
      WARN("skipped: no control group may be made here");
      return;
    }
    // Shares, not times: a noisy machine can only lower them, and a quota that fails gives 1.
    const double achieved = share_under(*quota);
    CHECK(achieved < share * 1.1);
    CHECK(achieved > share * 0.5);
  }
}

TEST_CASE("Without privileges a closed loop holds a process to its share, and lets go of it",
          "[throttle]") {
  for (const double share : {0.5, 0.25}) {
    auto quota = enforce_by_closed_loop(share);
    REQUIRE(quota);
    const double achieved = share_under(*quota);
    CHECK(achieved < share * 1.1);
    CHECK(achieved > share * 0.5);
  }
  burn(20);  // would never end were this process left stopped
}

TEST_CASE("Paced inference takes its CPU time times the inverse of the share", "[throttle]") {
  for (const double share : {1.0, 0.5, 0.25, 0.1}) {
    const Pacer pacer(share);
    const MeasuredTime before = wall_now();
    pacer.wait_after({2'000'000}, [] { burn(0.5); });
    // cpu (1/share - 1): never less; by how much more depends on the machine.
    CHECK(static_cast<double>(wall_now().ns - before.ns) >= 2e6 * (1 / share - 1));
  }
}

TEST_CASE("Short stages are paced, long ones run under a quota, whole shares under neither",
          "[throttle]") {
  struct Recorder final : CpuQuota {
    std::string_view mechanism() const override { return "recorded"; }
  };
  double asked_for = 0;
  const auto record = [&](double cpus) {
    asked_for = cpus;
    return std::make_unique<Recorder>();
  };
  std::vector<std::int64_t> inputs;
  const auto brief = [&](std::int64_t i) {
    inputs.push_back(i);
    burn(0.2);
  };
  CHECK(sample_service_times(brief, {30, 30}, {1.0, 1, 1}, record).mechanism == "none");
  inputs.clear();
  const Samples paced = sample_service_times(brief, {30, 30}, {0.5, 1, 1}, record);
  CHECK(paced.mechanism == "paced");
  CHECK(paced.service.size() == 30);
  CHECK(asked_for == 0);
  const auto lengthy = [](std::int64_t) { burn(110); };
  const Samples quota = sample_service_times(lengthy, {2, 2}, {0.5, 1, 1}, record);
  CHECK(quota.mechanism == "recorded");
  CHECK(asked_for == 0.5);
  // The recorder holds nothing back: the share is missed, found out, and the remedy told.
  CHECK_FALSE(quota.valid);
  CHECK(quota.achieved_cpu_share > 0.6);
  CHECK(quota.reason.find("quieter machine") != std::string::npos);
}

TEST_CASE("Samples are taken until the median is known, or no more are allowed", "[throttle]") {
  const auto error_of = [](const Samples& samples) {
    return estimate_quantile(samples.service, 0.5).relative_error();
  };
  const auto steady = [](std::int64_t) { burn(0.2); };
  const Samples known = sample_service_times(steady, {40, 400}, {1.0, 1, 1});
  CHECK(known.service.size() >= 40);
  CHECK(known.stable == (error_of(known) <= 0.02));
  CHECK((known.stable || known.service.size() == 400));
  // As many samples near 0.2 ms as near 0.6: the median may be either.
  const auto torn = [](std::int64_t i) { burn(i % 2 == 0 ? 0.2 : 0.6); };
  const Samples unknown = sample_service_times(torn, {20, 60}, {1.0, 1, 1});
  CHECK(unknown.service.size() == 60);
  CHECK_FALSE(unknown.stable);
  CHECK(error_of(unknown) > 0.02);
  CHECK_THAT(unknown.reason, Catch::Contains("quieter machine"));
}

TEST_CASE("Threads are what the share can feed", "[throttle]") {
  CHECK(threads_for(1.0, 1) == 1);
  CHECK(threads_for(0.25, 1) == 1);
  CHECK(threads_for(1.0, 4) == 4);
  CHECK(threads_for(0.5, 4) == 2);
  CHECK(threads_for(0.6, 2) == 1);
  // One thread cannot use 60 % of two cores.
  CHECK(reachable_share({0.6, 2, 1}) == 0.5);
  CHECK(reachable_share({0.25, 2, 1}) == 0.25);
}
