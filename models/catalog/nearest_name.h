#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// The name among `known` that differs from `name` in the fewest letters, for "did you mean"; empty
/// where none is close.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace tiersim
