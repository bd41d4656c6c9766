#pragma once

#include "models/protocol/measuring.h"

namespace tiersim::models {

/// Measures a cold start of one stage of a variant, the part of a model that runs on one tier.
/// Returns the wall time from the start of this process until it has read the stage and run its
/// first inference, and the peak resident memory of the process. `request` names the stage and the
/// tier. `spawned` is the time at which the process was started, on the clock of wall_now().
///
/// The program and the model are in the page cache already. The time includes the waits that the
/// tier's CPU share would cause: they are computed from the CPU time. It excludes making the input
/// of the inference: a child process does that.
///
/// This must be the first call in its process. It limits the process to the tier's cores and memory
/// until the process ends. Throws UserError if this machine cannot provide the tier, or if a file
/// is missing or damaged; std::runtime_error if the child process fails. Reading the stage and the
/// inference may take 30 s at most; then SIGALRM ends the process (Watchdog).
protocol::ColdStart cold_start(const protocol::LoadRequest& request, MeasuredTime spawned);

}  // namespace tiersim::models
