#pragma once

#include <cstddef>
#include <map>

#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/ranks.h"

namespace tiersim {

/// The helpers of rank 0: for each rank that helps, the number of its worker processes.
using Helpers = std::map<int, std::size_t>;

/// Runs all jobs in `workers` processes of rank 0, which calls this function, and in the processes
/// of the helpers, which call help_rank_0(). If a helper dies, other processes repeat its
/// unfinished jobs. Returns true if all jobs have finished, and false if SIGINT or SIGTERM came or
/// if MPI ended. Throws UserError if a helper reports an error.
bool run_in_ranks(const JobSet& job_set, int workers, const Helpers& helpers, Ranks& ranks);

/// Called by a helper, a rank other than 0. Runs the jobs that rank 0 sends in `workers` forked
/// processes and sends the results back. Returns the exit status that rank 0 sends at the end, or 1
/// if MPI has ended.
int help_rank_0(const JobSet& job_set, int workers, Ranks& ranks);

}  // namespace tiersim
