#pragma once

#include "sim/base/error.h"
#include "sim/records/profile.h"

namespace tiersim::models {

/// Keeps this process, for good, on `tier.cores` of the CPUs it may use and within `tier.memory` of
/// address space. Throws UserError for a tier that this machine or process cannot be.
void limit_process(const TierSettings& tier);

/// What to throw where memory runs out under the limit.
UserError too_little_memory(const TierSettings& tier);

/// Whether that is what `problem` says.
bool is_out_of_memory(const std::exception& problem);

/// While it lives, each step has 30 seconds: a process that is starved of memory can spin for
/// minutes instead of failing. SIGALRM ends the process.
class Watchdog {
 public:
  Watchdog();
  ~Watchdog();
  void restart();  ///< a step is done
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
};

}  // namespace tiersim::models
