#pragma once

#include <functional>

#include "scenarios/measure/measured_study.h"
#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/mpi_workers.h"
#include "scenarios/run/workers/ranks.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// How scenarios of a study are run, as packed results; which, and what becomes of them, is left
/// open.
JobSet work_of(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Of rank 0: tells the others what was measured, and waits until they are ready to help. Throws
/// UserError where one reads another study than this.
Helpers share_study(const ExpandedStudy& study, const MeasuredStudy& measured, Ranks& ranks);

/// Of every other rank: reads the study when there is work, and helps to run it. Says nothing: what
/// is wrong is rank 0's to say. Returns the exit status.
int help_with_study(const std::function<ExpandedStudy()>& read, int workers, Ranks& ranks);

}  // namespace tiersim
