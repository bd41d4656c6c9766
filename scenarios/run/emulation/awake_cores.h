#pragma once

#include <atomic>
#include <thread>
#include <vector>

namespace tiersim {

/// Keeps all cores that this process may use from going to sleep, as long as the object exists. A
/// core that sleeps takes some tens of microseconds longer to start a process that has become
/// ready, and a virtual one even some hundreds. These times would count as latency of the tiers.
///
/// One thread for each core runs an empty loop. Its scheduling policy is SCHED_IDLE (Linux,
/// sched(7)), so it gives way at once to every other process. Where the system refuses this policy,
/// the cores may sleep.
class AwakeCores {
 public:
  AwakeCores();
  ~AwakeCores();
  AwakeCores(const AwakeCores&) = delete;
  AwakeCores& operator=(const AwakeCores&) = delete;

 private:
  std::atomic<bool> ended_{false};
  std::vector<std::thread> threads_;
};

}  // namespace tiersim
