#include "scenarios/run/emulation/awake_cores.h"

#include <sched.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <thread>

#include "scenarios/run/emulation/allowed_cores.h"

using namespace tiersim;

namespace {

/// Cores on which a thread of this process runs when nothing else does.
std::multiset<int> awake_cores() {
  std::multiset<int> cores;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    const pid_t thread = std::stoi(task.path().filename());
    if (sched_getscheduler(thread) != SCHED_IDLE) continue;
    cpu_set_t own;
    sched_getaffinity(thread, sizeof own, &own);
    REQUIRE(CPU_COUNT(&own) == 1);
    for (int core = 0; core < CPU_SETSIZE; ++core)
      if (CPU_ISSET(core, &own)) cores.insert(core);
  }
  return cores;
}

}  // namespace

TEST_CASE("Each core is kept awake by one thread that gives way to all others", "[emulation]") {
  const std::vector<int> allowed = allowed_cores();
  REQUIRE_FALSE(allowed.empty());
  {
    const AwakeCores awake;
    const std::multiset<int> each(allowed.begin(), allowed.end());
    while (awake_cores() != each) std::this_thread::yield();  // the test's time-out ends it
  }
  CHECK(awake_cores().empty());
}
