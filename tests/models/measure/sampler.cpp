#include "models/measure/sampler.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/models/measure/burn.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Short stages are paced, long stages run under a quota, whole shares need neither",
          "[throttle]") {
  struct Recorder final : CpuQuota {
    std::string_view mechanism() const override { return "recorded"; }
  };
  double asked_for = 0;
  const auto record = [&](double cpus) {
    asked_for = cpus;
    return std::make_unique<Recorder>();
  };
  const auto brief = [](std::int64_t) { burn(0.2); };
  const auto lengthy = [](std::int64_t) { burn(110); };
  CHECK(Sampler(brief, {1, 1.0}, record).mechanism() == "none");
  CHECK(Sampler(brief, {2, 2.0}, record).mechanism() == "none");
  CHECK(Sampler(brief, {1, 0.5}, record).mechanism() == "paced");
  CHECK(asked_for == 0);
  CHECK(Sampler(lengthy, {1, 0.5}, record).mechanism() == "recorded");
  CHECK(asked_for == 0.5);
}

TEST_CASE("Paced samples are those asked for, and use no more CPU time than the share allows",
          "[throttle]") {
  std::vector<std::int64_t> inputs;
  const Sampler sampler(
      [&](std::int64_t i) {
        inputs.push_back(i);
        burn(0.5);
      },
      {1, 0.25});
  CHECK(static_cast<double>(sampler.cpu().ns) >= 0.5e6);
  CHECK(sampler.expected().ns == Approx(4 * sampler.cpu().ns).epsilon(1e-6));
  inputs.clear();
  const protocol::Samples slice = sampler.take(40, 30);
  REQUIRE(slice.service.size() == 30);
  CHECK(*std::min_element(inputs.begin(), inputs.end()) == 40);
  CHECK(*std::max_element(inputs.begin(), inputs.end()) == 69);
  MeasuredTime total;
  for (const MeasuredTime time : slice.service) {
    CHECK(static_cast<double>(time.ns) >= 4 * 0.5e6);
    total.ns += time.ns;
  }
  CHECK(slice.wall == total);
  // 0.5 ms of 2 ms, and the time to read the clocks. Preemption can only lower the share.
  CHECK(static_cast<double>(slice.cpu.ns) / static_cast<double>(slice.wall.ns) < 0.26);
  CHECK(slice.stolen.ns >= 0);
  CHECK(slice.waited.ns >= 0);
}

TEST_CASE("A process that competes for a core is noticed", "[throttle]") {
  cpu_set_t before, one;
  REQUIRE(sched_getaffinity(0, sizeof(before), &before) == 0);
  CPU_ZERO(&one);
  int last = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &before)) last = cpu;
  CPU_SET(last, &one);
  REQUIRE(sched_setaffinity(0, sizeof(one), &one) == 0);  // a forked process inherits it
  const Sampler sampler([](std::int64_t) { burn(1); }, {1, 1.0});
  const pid_t rival = fork();
  REQUIRE(rival >= 0);
  if (rival == 0) {
    for (volatile std::uint64_t i = 0;; i = i + 1) {
    }
  }
  usleep(20'000);
  const protocol::Samples slice = sampler.take(0, 200);
  kill(rival, SIGKILL);
  waitpid(rival, nullptr, 0);
  sched_setaffinity(0, sizeof(before), &before);
  if (slice.waited.ns == 0) {
    WARN("skipped: this kernel does not tell how long a process waited for a core");
    return;
  }
  // The rival gets half of the core.
  const auto wall = static_cast<double>(slice.wall.ns);
  CHECK(static_cast<double>(slice.waited.ns) > 0.25 * wall);
  CHECK(static_cast<double>(slice.cpu.ns) < 0.75 * wall);
}
