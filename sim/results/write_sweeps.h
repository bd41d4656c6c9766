#pragma once

#include <string>
#include <vector>

#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// Writes one column into `group` for each swept path: "sweep.links.edge-cloud.bandwidth". `rows`
/// has the swept values of each row. Every row must have the same paths in the same order. The
/// group must exist. Throws UserError if the file cannot be written.
void write_sweeps(Hdf5Writer& file, const std::string& group,
                  const std::vector<std::vector<SweepValue>>& rows);

}  // namespace tiersim
