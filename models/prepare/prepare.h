#pragma once

#include <vector>

#include "models/ir/graph.h"
#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/variant_record.h"

namespace tiersim::models {

/// Prepares a variant: applies the operators of `request` to its subject, evaluates the result on
/// the whole test set, and stores it in the cache as a model file. Returns the record of the
/// variant. A subject without data is not evaluated. A variant that was prepared before, from the
/// same files with the same LibTorch and kernel revision, comes from the cache. If its files in the
/// cache are damaged, or were exchanged for those of another variant, it is prepared again.
/// `progress` receives texts for the user. Throws UserError for an unknown subject or operator, and
/// for missing or damaged data or weights. Throws OperatorError if an operator cannot rewrite the
/// model.
VariantRecord prepare(const protocol::PrepareRequest& request, const Progress& progress);

/// Reads the stages of a variant from the model file that prepare() has written: one graph, or two
/// if the variant is split. Throws UserError if the file is missing, belongs to another variant, or
/// is damaged so that it cannot be read. Does not compute the checksum: prepare() has done so, and
/// the time to read a model is measured.
std::vector<Graph> load_stages(const VariantRecord& variant);

}  // namespace tiersim::models
