#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// The folder that keeps prepared variants and measured profiles: $TIERSIM_CACHE, or
/// $XDG_CACHE_HOME/tiersim, or $HOME/.cache/tiersim: the first whose variable is set. Throws
/// UserError if none is set.
std::filesystem::path cache_folder();

/// The folder `name` inside cache_folder(). Creates it if it is missing; throws UserError if that
/// is not possible. Removes the half-written files that a killed process left in it.
std::filesystem::path cache_subfolder(const char* name);

/// The bytes of a whole file. Throws UserError if the file cannot be read.
std::string read_bytes(const std::filesystem::path& path);

/// Writes the bytes to a temporary file in the same folder, then renames it to `path`. So a file
/// named `path` is always complete. Throws UserError if it cannot be written.
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace tiersim
