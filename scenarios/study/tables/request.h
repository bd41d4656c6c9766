#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// The keys of `request`. Reading throws UserError for a mistake in a trace of arrivals.
const KeyTable<RequestSettings>& request_keys();

/// Its keys `arrivals` and `think_time`.
Key<RequestSettings> arrivals_key();
Key<RequestSettings> think_time_key();

}  // namespace tiersim
