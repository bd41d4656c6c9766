#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes the group /profiles of a results file: the profile of each stage on each tier, the median
/// and the 95th and 99th percentiles of its service times, and all its measured times. Throws
/// UserError if the file cannot be written.
void write_profiles(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
