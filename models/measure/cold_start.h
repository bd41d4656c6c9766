#pragma once

#include "models/protocol/measuring.h"

namespace tiersim::models {

/// Measures a cold start of a stage on a tier: the time from the start of the process until it has
/// read and packed the stage and answered its first request, and the peak memory. The program and
/// the model are in the page cache already. The time includes the waits that the tier's CPU share
/// would cause. It excludes reading the request's input: a separate process does that.
///
/// This must be the first call in its process. It limits the process to the tier's cores and memory
/// until the process ends. `spawned` is the time at which the process was started, on the clock of
/// wall_now(). Throws UserError if this machine cannot provide the tier, or if a file is damaged.
protocol::ColdStart cold_start(const protocol::LoadRequest& request, MeasuredTime spawned);

}  // namespace tiersim::models
