#pragma once

#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/pool.h"

namespace tiersim {

/// Runs the jobs in up to `workers` forked processes, as Pool says. Returns false if SIGINT or
/// SIGTERM ended it early. The rules for the process that makes a pool hold for the calling
/// process.
bool run_in_workers(const JobSet& job_set, int workers, Pool::Clock::duration quick = Pool::kQuick);

}  // namespace tiersim
