#pragma once

#include <vector>

#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/cut_record.h"

namespace tiersim::models {

/// Returns a record of every place where a variant can be cut in two, with the multiply-accumulates
/// and the time of both halves. A time is the median CPU time over 15 inferences of one typical
/// input on one unthrottled core. Prepares the variant first if needed. Times that were measured
/// before on the same CPU come from the cache. Throws like prepare(), and OperatorError for a
/// variant that cannot be cut.
/// Source for choosing a cut from times of layers: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<CutRecord> cut_times(const protocol::PrepareRequest& request, const Progress& progress);

}  // namespace tiersim::models
