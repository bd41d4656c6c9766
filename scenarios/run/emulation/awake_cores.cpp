#include "scenarios/run/emulation/awake_cores.h"

#include <pthread.h>
#include <sched.h>

#include "scenarios/run/emulation/allowed_cores.h"

namespace tiersim {
namespace {

/// Returns false if the system refuses: then a loop would take time from other processes.
bool run_only_when_idle_on(int core) {
  cpu_set_t own;
  CPU_ZERO(&own);
  CPU_SET(core, &own);
  const sched_param none{};
  return pthread_setaffinity_np(pthread_self(), sizeof own, &own) == 0 &&
         pthread_setschedparam(pthread_self(), SCHED_IDLE, &none) == 0;
}

}  // namespace

AwakeCores::AwakeCores() {
  for (const int core : allowed_cores()) {
    threads_.emplace_back([this, core] {
      if (!run_only_when_idle_on(core)) return;
      while (!ended_.load(std::memory_order_relaxed)) {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
      }
    });
  }
}

AwakeCores::~AwakeCores() {
  ended_ = true;
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace tiersim
