#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A name for a list of texts: an RFC 4122 version 5 (SHA-1) identifier of 36 characters. Equal
/// lists have equal names. {"ab", "c"} and {"a", "bc"} have different names.
std::string content_key(const std::vector<std::string>& parts);

}  // namespace tiersim
