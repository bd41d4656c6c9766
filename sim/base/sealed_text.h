#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tiersim {

/// Returns the content of a cache file: a first line with `key` and a checksum (SHA-1) of the key
/// and of `text`, and then `text`. `key` says what the text belongs to; it has no white space.
std::string seal(const std::string& key, const std::string& text);

/// Returns the text of a cache file whose content is `bytes`. Returns none unless seal() made the
/// bytes with this key and no byte has changed since. So a file that took the place of another one
/// is noticed, and so is a damaged one.
std::optional<std::string> unseal(const std::string& key, std::string_view bytes);

}  // namespace tiersim
