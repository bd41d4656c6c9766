#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes the groups /variants (every prepared model) and /cuts (all candidate cuts of the models
/// whose cut was chosen automatically).
void write_variants(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
