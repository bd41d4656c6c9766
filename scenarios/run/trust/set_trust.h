#pragma once

#include "scenarios/run/trust/evidence.h"
#include "sim/records/scenario_record.h"

namespace tiersim {

/// Sets `trust`, `trust_reason` and `trust_figures` of a scenario that has ended. Its status and
/// its reason must be set already: a scenario whose status is not "ok" has the trust "no".
void set_trust(Evidence evidence, ScenarioRecord& scenario);

}  // namespace tiersim
