#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes the group /profiles: the profile of each stage on each tier, quantiles of its service
/// times, and all its samples. Throws UserError if the file cannot be written.
void write_profiles(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
