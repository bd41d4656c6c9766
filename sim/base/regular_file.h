#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Returns why `path` cannot be opened as a file, as "problem (remedy)". Returns "" if it is a
/// regular file, or a symbolic link to one. Does not open it: to open a pipe would wait for its
/// writer, perhaps for ever.
std::string why_not_a_file(const std::filesystem::path& path);

}  // namespace tiersim
