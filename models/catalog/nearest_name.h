#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Returns the name in `known` with the smallest Levenshtein distance to `name`; of several such
/// names, the first. Error messages suggest it: "did you mean ...?". Returns "" if the distance is
/// more than two characters and also more than a third of the length of `name`, or if `known` is
/// empty.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace tiersim
