#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A name for the parts given, in order: an RFC 4122 version 5 (SHA-1) identifier. Equal parts,
/// equal names; parts are kept apart, so that {"ab", "c"} and {"a", "bc"} differ.
std::string content_key(const std::vector<std::string>& parts);

}  // namespace tiersim
