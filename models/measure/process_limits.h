#pragma once

#include "sim/base/error.h"
#include "sim/records/tier_settings.h"

namespace tiersim::models {

/// Limits this process for good: to `tier.cores` of the CPUs that it may use, and to `tier.memory`
/// of address space. Throws UserError if there are fewer CPUs, or if the process uses more memory
/// already.
void limit_process(const TierSettings& tier);

/// The error to throw if memory runs out under the limit. It names the tier's `memory`.
UserError too_little_memory(const TierSettings& tier);

/// Whether `problem` says that memory ran out.
bool is_out_of_memory(const std::exception& problem);

/// Ends the process with SIGALRM if one step takes more than 30 seconds. A process that lacks
/// memory can spin for minutes instead of failing. The watch ends when the object is destroyed.
class Watchdog {
 public:
  Watchdog();
  ~Watchdog();
  void restart();  ///< call it after each step
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
};

}  // namespace tiersim::models
