#pragma once

#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/profile.h"

namespace tiersim::models {

struct ProfileAnswer {
  StageProfile profile;
  bool measured{false};  ///< false: it came from the store
};

/// One process's part of the service and load times of a stage under a tier's profile, from the
/// store where the same thing was measured before on this CPU by these kernels. Changes this
/// process for good (threads, CPU affinity, memory limit): use one process per tier. Throws
/// UserError for a tier that this machine cannot be, and for a damaged variant.
ProfileAnswer profile(const protocol::ProfileRequest& request, const Progress& progress);

}  // namespace tiersim::models
