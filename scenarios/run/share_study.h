#pragma once

#include <functional>

#include "scenarios/measure/measured_study.h"
#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/mpi_workers.h"
#include "scenarios/run/workers/ranks.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// A job set that runs scenarios of a study. A result is a packed ScenarioResult. The caller sets
/// `jobs`, which are numbers of scenarios, and `finished`.
JobSet work_of(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Rank 0 calls this: tells the other ranks what was measured and waits until they are ready to
/// help. Throws UserError if one of them reads another study.
Helpers share_study(const ExpandedStudy& study, const MeasuredStudy& measured, Ranks& ranks);

/// Every other rank calls this: reads the study when there is work, and helps to run it. It writes
/// nothing to the terminal, because rank 0 reports what is wrong. Returns the exit status.
int help_with_study(const std::function<ExpandedStudy()>& read, int workers, Ranks& ranks);

}  // namespace tiersim
