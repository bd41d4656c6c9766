#pragma once

#include <vector>

#include "models/ir/graph.h"
#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/variant_record.h"

namespace tiersim::models {

/// Applies operators to a subject and evaluates the variant on its whole test set. A subject
/// without data is not evaluated. A variant that was prepared before, from the same checkpoint with
/// the same kernels, comes from the cache. Throws UserError for an unknown subject or operator, and
/// for missing data or weights; OperatorError if an operator cannot rewrite the model.
VariantRecord prepare(const protocol::PrepareRequest& request, const Progress& progress);

/// Reads the model file of a variant that prepare has written: one graph, or two if the variant is
/// split. Throws UserError if the file is missing or damaged.
std::vector<Graph> load_stages(const VariantRecord& variant);

}  // namespace tiersim::models
