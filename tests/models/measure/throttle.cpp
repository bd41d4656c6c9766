#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "models/measure/clocks.h"
#include "models/measure/inference_pacer.h"
#include "models/measure/sampler.h"

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

TEST_CASE("A process that is let go of is in the group it came from", "[throttle]") {
  const auto groups = [] {
    std::ifstream file("/proc/self/cgroup");
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const auto outer = enforce_by_cgroup(0.9);
  if (!outer) {
    WARN("skipped: no control group may be made here");
    return;
  }
  const pid_t child = fork();  // in the parent's group
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string before = groups();
    auto quota = enforce_by_cgroup(0.5);
    const bool moved = quota && groups() != before;
    quota.reset();
    _exit(moved && groups() == before ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("The group of a process that ends early is removed, at the latest by the next one",
          "[throttle]") {
  if (!enforce_by_cgroup(0.5)) {
    WARN("skipped: no control group may be made here");
    return;
  }
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto quota = enforce_by_cgroup(0.5);
    const char ready = quota ? 'y' : 'n';
    if (write(ends[1], &ready, 1) != 1) _exit(1);
    pause();
  }
  char ready = 'n';
  REQUIRE(read(ends[0], &ready, 1) == 1);
  REQUIRE(ready == 'y');
  const std::string name = "tiersim-" + std::to_string(child);
  const auto groups = [&] {
    int count = 0;
    for (const char* root : {"/sys/fs/cgroup", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/unified"})
      count += std::filesystem::exists(std::filesystem::path(root) / name) ? 1 : 0;
    return count;
  };
  remove_abandoned_groups();
  CHECK(groups() == 1);  // of a process that lives
  SECTION("told to end, it does so itself") {
    kill(child, SIGTERM);
    waitpid(child, nullptr, 0);
  }
  SECTION("killed, it leaves it to the next one") {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    remove_abandoned_groups();
  }
  CHECK(groups() == 0);
  close(ends[0]);
  close(ends[1]);
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
    const InferencePacer pacer(share);
    const MeasuredTime before = wall_now();
    pacer.wait_after(before, {2'000'000}, [] { burn(0.5); });
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
  const auto brief = [](std::int64_t) { burn(0.2); };
  const auto lengthy = [](std::int64_t) { burn(110); };
  CHECK(Sampler(brief, {1, 1.0}, record).mechanism() == "none");
  CHECK(Sampler(brief, {2, 2.0}, record).mechanism() == "none");
  CHECK(Sampler(brief, {1, 0.5}, record).mechanism() == "paced");
  CHECK(asked_for == 0);
  CHECK(Sampler(lengthy, {1, 0.5}, record).mechanism() == "recorded");
  CHECK(asked_for == 0.5);
}

TEST_CASE("A paced slice has the samples asked for, and CPU time as its share allows",
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
  // A process that is preempted uses less, none uses more: 0.5 of 2 ms, and the clocks' own time.
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
  REQUIRE(sched_setaffinity(0, sizeof(one), &one) == 0);  // what is forked has it, too
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
  // Half of the core is the rival's.
  const auto wall = static_cast<double>(slice.wall.ns);
  CHECK(static_cast<double>(slice.waited.ns) > 0.25 * wall);
  CHECK(static_cast<double>(slice.cpu.ns) < 0.75 * wall);
}
