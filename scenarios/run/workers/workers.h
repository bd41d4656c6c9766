#pragma once

#include "scenarios/run/workers/job_set.h"

namespace tiersim {

/// Does the work in up to `workers` forked processes, each given its next job when it has finished
/// one, quick ones one more ahead. A process that dies costs the job it was at. Returns false where
/// SIGINT or SIGTERM ended it early. For the calling process holds what Pool says.
bool run_in_workers(const JobSet& work, int workers);

}  // namespace tiersim
