#pragma once

#include "models/protocol/measuring.h"

namespace tiersim::models {

/// Measures a cold start of a stage on a tier: the process starts, reads and packs the stage, and
/// answers its first request. The program and the model are in the page cache already. The time
/// includes the waits that the tier's CPU share would cause. It excludes reading the request's
/// input: a separate process does that.
///
/// Must be the first call in its process. Limits the process for good, and throws, like
/// StageWorker. `spawned`: the CLOCK_MONOTONIC time at which the process was started.
protocol::ColdStart cold_start(const protocol::LoadRequest& request, MeasuredTime spawned);

}  // namespace tiersim::models
