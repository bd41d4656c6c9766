#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// The paths of all settings that a study may have, except those of `models`:
/// "links.edge-cloud.bandwidth", "request.count". Links have the settings of all kinds.
const std::vector<std::string>& setting_paths();

/// Returns the path of setting_paths() that `path` is probably a misspelling of: each of its parts
/// is equal or nearly equal (nearest_name()). Returns "" if there is none.
std::string nearest_path(const std::string& path);

}  // namespace tiersim
