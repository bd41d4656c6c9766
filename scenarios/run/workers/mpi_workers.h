#pragma once

#include <cstddef>
#include <map>

#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/ranks.h"

namespace tiersim {

/// How many worker processes each of the other ranks has.
using Helpers = std::map<int, std::size_t>;

/// Like run_in_workers(), in `workers` processes of rank 0, which calls this, and in the processes
/// of the helpers, which call help_rank_0(). If a helper dies, others repeat the jobs that it had
/// not finished. Returns false if it was interrupted or if MPI ended.
bool run_in_ranks(const JobSet& job_set, int workers, const Helpers& helpers, Ranks& ranks);

/// Runs the jobs that rank 0 hands out in `workers` forked processes, until rank 0 says with which
/// exit status all ranks end. Returns that status.
int help_rank_0(const JobSet& job_set, int workers, Ranks& ranks);

}  // namespace tiersim
