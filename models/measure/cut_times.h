#pragma once

#include <vector>

#include "models/protocol/messages.h"
#include "models/training/trainer.h"
#include "sim/records/profile.h"

namespace tiersim::models {

/// Every place where a prepared variant can be cut, with what each half computes and for how long:
/// the median over some inferences of one typical input on one unthrottled core. What was found
/// before on the same CPU comes from the cache. Prepares the variant first where it is not yet.
/// Source for choosing a cut from times of layers: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<CutRecord> cut_times(const protocol::PrepareRequest& request, const Progress& progress);

}  // namespace tiersim::models
