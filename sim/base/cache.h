#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Returns the folder where prepared variants and measured profiles are cached: $TIERSIM_CACHE, or
/// $XDG_CACHE_HOME/tiersim, or $HOME/.cache/tiersim. The first of these variables that is set
/// decides. Throws UserError if none is set.
std::filesystem::path cache_folder();

/// Returns the folder `name` inside cache_folder(). Creates the folder if it is missing. Removes
/// the half-written files that killed processes left in it. Throws UserError if the folder cannot
/// be created.
std::filesystem::path cache_subfolder(const char* name);

/// Returns the content of a file. Throws UserError if the file cannot be read.
std::string read_bytes(const std::filesystem::path& path);

/// Writes `bytes` to the file `path`, which may exist. The bytes go to a temporary file in the same
/// folder, which is then renamed to `path`. So nobody can see a half-written file under that name.
/// Throws UserError if the bytes cannot be written.
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace tiersim
