#pragma once

#include "scenarios/run/trust/evidence.h"
#include "scenarios/run/trust/finished_run.h"

namespace tiersim {

/// Works out all evidence of a run, except Evidence::problem.
Evidence gather_evidence(const FinishedRun& run);

}  // namespace tiersim
