#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// The keys of the map `request` in a study. Reading them throws StudyError, and UserError for a
/// mistake in a trace file of arrival times.
const KeyTable<RequestSettings>& request_keys();

/// The key `request.arrivals`: when requests come.
Key<RequestSettings> arrivals_key();
/// The key `request.think_time`: how long a client waits between an answer and its next request.
Key<RequestSettings> think_time_key();

}  // namespace tiersim
