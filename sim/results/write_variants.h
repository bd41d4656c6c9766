#pragma once

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes the groups /variants and /cuts of a results file. /variants has every prepared model with
/// its predictions and kernels. /cuts has all possible cuts of the models whose cut was chosen
/// automatically. Throws UserError if the file cannot be written.
void write_variants(Hdf5Writer& file, const Results& results);

}  // namespace tiersim
