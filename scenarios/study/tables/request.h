#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Returns the keys of the map `request` in a study. Reading them throws StudyError if a value is
/// wrong, and UserError if a trace file of arrival times has a mistake.
const KeyTable<RequestSettings>& request_keys();

/// Makes the key `request.arrivals`, which says when requests come.
Key<RequestSettings> arrivals_key();
/// Makes the key `request.think_time`, which says how long a client waits between an answer and its
/// next request.
Key<RequestSettings> think_time_key();

}  // namespace tiersim
