#pragma once

#include <cstddef>
#include <map>

#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/ranks.h"

namespace tiersim {

/// How many worker processes each of the other ranks has.
using Helpers = std::map<int, std::size_t>;

/// As run_in_workers(), in `workers` processes here, on rank 0, and in those of the ranks that
/// help_rank_0(). What a rank that has gone was at, others do again. Returns false where it was
/// interrupted, or MPI ended.
bool run_in_ranks(const JobSet& work, int workers, const Helpers& helpers, Ranks& ranks);

/// Does what rank 0 hands out, in `workers` forked processes, until that says how all end: the exit
/// status.
int help_rank_0(const JobSet& work, int workers, Ranks& ranks);

}  // namespace tiersim
