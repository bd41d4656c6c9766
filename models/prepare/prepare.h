#pragma once

#include <vector>

#include "models/ir/graph.h"
#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/profile.h"

namespace tiersim::models {

/// Brings a subject through its operators and evaluates it on its whole test set; a variant that
/// was prepared before from the same checkpoint by the same kernels comes from the cache. Throws
/// UserError for an unknown subject or operator and for missing data or weights.
VariantRecord prepare(const protocol::PrepareRequest& request, const Progress& progress);

/// The stages of a prepared variant. Throws UserError where its file is not what was written.
std::vector<Graph> load_stages(const VariantRecord& variant);

}  // namespace tiersim::models
