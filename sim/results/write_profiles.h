#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// The group /profiles: what was measured of each stage on each tier, every sample of it.
void write_profiles(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
