#pragma once

#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/pool.h"

namespace tiersim {

/// Runs all jobs of `job_set` in a Pool of at most `workers` forked processes. A job shorter than
/// `quick` is quick (see Pool::kQuick). Returns true if all jobs have finished, and false if SIGINT
/// or SIGTERM came before. The calling process must not have used LibTorch or MPI (see Pool).
bool run_in_workers(const JobSet& job_set, int workers, Pool::Clock::duration quick = Pool::kQuick);

}  // namespace tiersim
