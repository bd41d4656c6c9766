#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Where prepared variants and measured profiles are kept: TIERSIM_CACHE, or tiersim/ under
/// XDG_CACHE_HOME, or ~/.cache/tiersim.
std::filesystem::path cache_folder();

/// A folder in it, made where it is missing; throws UserError where that may not be. What a killed
/// process left half written there is removed.
std::filesystem::path cache_subfolder(const char* name);

/// The whole file as bytes; throws UserError where it cannot be read.
std::string read_bytes(const std::filesystem::path& path);

/// Writes beside `path` first and renames, so that a file under that name is always whole.
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace tiersim
