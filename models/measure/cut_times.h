#pragma once

#include <vector>

#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/cut_record.h"

namespace tiersim::models {

/// Returns a record of every place where the variant of `request` can be cut in two, in the order
/// of execution: the multiply-accumulates and the CPU time of the part before the cut and of the
/// part after it. Times come from 15 inferences of one typical input, on one thread and without a
/// limit. `before` is the median CPU time from the start of an inference to the cut. `after` is the
/// median of a whole inference minus `before`.
///
/// Prepares the variant first if needed. Times that were measured before, with the same LibTorch on
/// the same type of CPU, come from the cache. Throws UserError and OperatorError as prepare() does,
/// and OperatorError if the variant is split already or is one TorchScript module.
/// Source for choosing a cut from times of layers: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<CutRecord> cut_times(const protocol::PrepareRequest& request, const Progress& progress);

}  // namespace tiersim::models
