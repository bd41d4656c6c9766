#include "models/measure/process_limits.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <new>
#include <string_view>

namespace tiersim::models {
namespace {

constexpr unsigned kWatchdogSeconds = 30;

void pin_to_cores(const TierSettings& tier) {
  cpu_set_t allowed, chosen;
  CPU_ZERO(&chosen);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) return;
  int left = tier.cores;
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0 && left > 0; --cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    CPU_SET(cpu, &chosen);
    --left;
  }
  if (left > 0) {
    throw UserError(
        fmt::format("tiers.{}.cores: {} cores asked for, this machine has {} (ask for fewer)",
                    tier.name, tier.cores, tier.cores - left));
  }
  sched_setaffinity(0, sizeof(chosen), &chosen);
}

/// Bytes of address space that this process has mapped already.
std::int64_t mapped_bytes() {
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

}  // namespace

void limit_process(const TierSettings& tier) {
  pin_to_cores(tier);
  if (mapped_bytes() > tier.memory.value) throw too_little_memory(tier);
  const auto bytes = static_cast<rlim_t>(tier.memory.value);
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_AS, &limit);
}

UserError too_little_memory(const TierSettings& tier) {
  return UserError(fmt::format("tiers.{}.memory: {} is too little (give the tier more memory)",
                               tier.name, to_string(tier.memory)));
}

bool is_out_of_memory(const std::exception& problem) {
  const std::string_view text = problem.what();
  return dynamic_cast<const std::bad_alloc*>(&problem) != nullptr ||
         text.find("can't allocate memory") != std::string_view::npos ||
         text.find("not enough memory") != std::string_view::npos;  // LibTorch's allocator
}

Watchdog::Watchdog() { restart(); }
void Watchdog::restart() { alarm(kWatchdogSeconds); }
Watchdog::~Watchdog() { alarm(0); }

}  // namespace tiersim::models
