#pragma once

#include "scenarios/run/ranks.h"
#include "scenarios/run/work.h"

namespace tiersim {

/// As run_in_workers(), in `workers` processes here, on rank 0, and in those of all ranks that
/// help_rank_0(). What a rank that has gone was at, others do again. Returns false where it was
/// interrupted, or MPI ended. Throws UserError where a rank cannot help.
bool run_in_ranks(const Work& work, int workers, Ranks& ranks);

/// Does what rank 0 hands out, in `workers` forked processes, until that says how all end: the exit
/// status.
int help_rank_0(const Work& work, int workers, Ranks& ranks);

}  // namespace tiersim
