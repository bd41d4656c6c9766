#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes the groups /variants (every prepared model) and /cuts (all possible cuts of the models
/// whose cut was chosen automatically). Throws UserError if the file cannot be written.
void write_variants(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
