#pragma once

#include <vector>

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// The group /requests: who asked what and when, how it ended, and where its time went.
void write_requests(Hdf5Writer& file, const std::vector<ScenarioResult>& scenarios);

}  // namespace tiersim
