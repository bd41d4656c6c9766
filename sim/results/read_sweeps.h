#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

/// Reads the columns of swept values in a group. Returns the path of each swept key, without
/// "sweep.", and its value in each row as a person writes it: "10 Mbps". Throws UserError if the
/// file is damaged.
std::vector<std::pair<std::string, Texts>> read_sweeps(const Hdf5Reader& file,
                                                       const std::string& group);

}  // namespace tiersim
