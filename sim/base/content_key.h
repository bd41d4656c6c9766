#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// Returns a name for a list of texts: an RFC 4122 version 5 (SHA-1) identifier of 36 characters.
/// Equal lists give equal names. It matters where one text ends and the next begins: {"ab", "c"}
/// and {"a", "bc"} give different names.
std::string content_key(const std::vector<std::string>& parts);

}  // namespace tiersim
