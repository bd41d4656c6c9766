#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Returns the name in `known` with the smallest Levenshtein distance to `name`. Error messages
/// suggest it: "did you mean ...?". Returns "" if that distance is above two characters and above a
/// third of the length of `name`.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace tiersim
