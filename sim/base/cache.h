#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Returns the folder where prepared variants and measured profiles are cached: $TIERSIM_CACHE, or
/// $XDG_CACHE_HOME/tiersim, or $HOME/.cache/tiersim. The first of these environment variables that
/// is set and not empty decides. The folder may not exist yet. Throws UserError if none of them is
/// set.
std::filesystem::path cache_folder();

/// Returns the folder `name` inside cache_folder(). Creates the folder if it is missing. Removes
/// the half-written files that ended processes left in it (remove_abandoned_partials()). Throws
/// UserError if the folder cannot be created, or if cache_folder() throws it.
std::filesystem::path cache_subfolder(const char* name);

/// Returns the content of a file. Throws UserError if the file cannot be read.
std::string read_bytes(const std::filesystem::path& path);

/// Writes `bytes` to the file `path`. Replaces the file if it exists. The bytes go to a temporary
/// file in the same folder, which is then renamed to `path`. So nobody can see a half-written file
/// under that name. Throws UserError if the bytes cannot be written, and
/// std::filesystem::filesystem_error if the temporary file cannot be renamed.
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace tiersim
