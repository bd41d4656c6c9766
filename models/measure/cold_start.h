#pragma once

#include "models/protocol/measuring.h"

namespace tiersim::models {

/// What it takes a tier to start this process, to read and pack a stage and to answer its first
/// request, while the page cache holds the program and the model; stretched, like all that is
/// paced, by the share. The request is read beforehand, in a process of its own. The first call of
/// a process, and for good, as StageWorker; throws as that.
/// `spawned`: when the process was started (CLOCK_MONOTONIC).
protocol::ColdStart cold_start(const protocol::LoadRequest& request, MeasuredTime spawned);

}  // namespace tiersim::models
