#pragma once

#include <vector>

namespace tiersim {

/// Returns the numbers of the cores that this process may use, in ascending order.
std::vector<int> allowed_cores();

}  // namespace tiersim
