#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// The groups /variants and /cuts: what was prepared, and where a model could have been cut.
void write_variants(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
