#pragma once

#include <functional>

#include "scenarios/measure/measured_study.h"
#include "scenarios/run/workers/job_set.h"
#include "scenarios/run/workers/mpi_workers.h"
#include "scenarios/run/workers/ranks.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Returns a job set whose jobs simulate scenarios of a study in worker processes. A job is the
/// number of a scenario. Its result is a ScenarioResult, packed into bytes. The caller sets the
/// members `jobs` and `finished`. `study` and `measured` must outlive the job set.
JobSet work_of(const ExpandedStudy& study, const MeasuredStudy& measured);

/// Called by rank 0. Sends the measurements to the other ranks and waits for their answers. Returns
/// the number of worker processes of each rank that is ready to help. Throws UserError if a rank
/// reports an error, for example because it reads another study. Throws std::runtime_error if MPI
/// has ended.
Helpers share_study(const ExpandedStudy& study, const MeasuredStudy& measured, Ranks& ranks);

/// Called by every rank except 0. Waits until rank 0 has work, then reads the study with `read` and
/// runs the scenarios that rank 0 sends in `workers` processes. Writes nothing to the terminal:
/// rank 0 gets the errors and reports them. Returns the exit status that rank 0 sends, or 1 if MPI
/// has ended.
int help_with_study(const std::function<ExpandedStudy()>& read, int workers, Ranks& ranks);

}  // namespace tiersim
