#pragma once

#include <vector>

#include "scenarios/run/trust/evidence.h"
#include "scenarios/run/trust/finished_run.h"
#include "scenarios/run/trust/message_totals.h"

namespace tiersim {

/// Returns the utilisation of the tier of each stage: the time that its workers were busy, divided
/// by the time of the run and by the number of workers. It is not judged for clients in a closed
/// loop, and for tiers with a queue limit, which drop what is too much.
std::vector<Use> tier_uses(const FinishedRun& run);

/// Returns the utilisation of each direction of a link that messages cross: the bytes that crossed
/// it and the background traffic, divided by what it carries in the time of the run. Links whose
/// capacity is not known beforehand (Wi-Fi) are left out. `totals` are those of message_totals().
std::vector<Use> link_uses(const FinishedRun& run, const std::vector<MessageTotal>& totals);

}  // namespace tiersim
