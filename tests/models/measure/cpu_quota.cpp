#include "models/measure/cpu_quota.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/models/measure/burn.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// CPU seconds per wall second while 0.4 s of work are done under a quota.
double share_under(CpuQuota& quota) {
  INFO(quota.mechanism());
  burn(50);  // uses the CPU time that was saved up
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
    // A noisy machine can only lower a share. Without a working quota the share would be 1.
    const double achieved = share_under(*quota);
    CHECK(achieved < share * 1.1);
    CHECK(achieved > share * 0.5);
  }
}

TEST_CASE("A process returns to its control group when its quota ends", "[throttle]") {
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

TEST_CASE("The control group of an ended process is removed, at the latest by the next process",
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
  CHECK(groups() == 1);  // its process is alive
  SECTION("by the process itself after SIGTERM") {
    kill(child, SIGTERM);
    waitpid(child, nullptr, 0);
  }
  SECTION("by the next process after SIGKILL") {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    remove_abandoned_groups();
  }
  CHECK(groups() == 0);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("A closed loop holds a process to its share without privileges, and releases it",
          "[throttle]") {
  for (const double share : {0.5, 0.25}) {
    auto quota = enforce_by_closed_loop(share);
    REQUIRE(quota);
    const double achieved = share_under(*quota);
    CHECK(achieved < share * 1.1);
    CHECK(achieved > share * 0.5);
  }
  burn(20);  // would never end if this process were still stopped
}
