#pragma once

#include "sim/base/error.h"
#include "sim/records/tier_settings.h"

namespace tiersim::models {

/// Limits this process until it ends. The calling thread, and every thread that it starts later,
/// uses only `tier.cores` of the CPUs that it may use. The address space of the process is limited
/// to `tier.memory` bytes. Throws UserError if there are fewer CPUs, or if the address space is
/// larger already.
void limit_process(const TierSettings& tier);

/// Returns the error to throw if memory runs out under the limit of the tier. The text names the
/// tier's key `memory`.
UserError too_little_memory(const TierSettings& tier);

/// Whether the exception `problem` says that memory ran out: it is a std::bad_alloc, or its text is
/// one of LibTorch's for this case.
bool is_out_of_memory(const std::exception& problem);

/// Ends the process with SIGALRM if restart() is not called for 30 seconds. The constructor begins
/// the first 30 seconds. A process that lacks memory can spin for minutes instead of failing. The
/// watchdog stops when the object is destroyed. A process has one alarm, so only one object may
/// exist.
class Watchdog {
 public:
  Watchdog();
  ~Watchdog();
  void restart();  ///< begins the 30 seconds again; call it after each step
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
};

}  // namespace tiersim::models
