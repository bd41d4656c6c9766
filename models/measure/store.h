#pragma once

#include <filesystem>
#include <string>

namespace tiersim::models {

/// Names what prepared models and measurements depend on besides their inputs: raise it when
/// passes, kernels or the way of measuring change, so that nothing stale is used.
constexpr int kKernelRevision = 7;

/// Where prepared variants and measured profiles are kept: TIERSIM_CACHE, or tiersim/ under
/// XDG_CACHE_HOME, or ~/.cache/tiersim.
std::filesystem::path cache_folder();

/// A folder in it, made where it is missing; throws UserError where that may not be.
std::filesystem::path cache_subfolder(const char* name);

/// The whole file as bytes; throws UserError where it cannot be read.
std::string read_bytes(const std::filesystem::path& path);

/// Writes beside `path` first and renames, so that a file under that name is always whole.
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

std::string cpu_model();  ///< as /proc/cpuinfo gives it

}  // namespace tiersim::models
