#pragma once

#include "sim/records/profile.h"

namespace tiersim::models {

/// What kept this process from its cores since the machine and the process started.
struct Disturbance {
  MeasuredTime stolen;  ///< by other guests of the host, from all cores: /proc/stat, in 10 ms steps
  MeasuredTime waited;  ///< all threads, ready to run, for a core that another one had:
                        ///< /proc/self/task/*/schedstat
};

/// Zero where the kernel does not tell.
Disturbance disturbance_so_far();

}  // namespace tiersim::models
