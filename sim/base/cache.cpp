#include "sim/base/cache.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/base/regular_file.h"

namespace tiersim {

std::filesystem::path cache_folder() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? value : nullptr;
  };
  if (const char* folder = set("TIERSIM_CACHE")) return folder;
  if (const char* folder = set("XDG_CACHE_HOME")) return std::filesystem::path(folder) / "tiersim";
  if (const char* folder = set("HOME")) return std::filesystem::path(folder) / ".cache" / "tiersim";
  throw UserError("no folder to keep prepared models in (set TIERSIM_CACHE)");
}

std::filesystem::path cache_subfolder(const char* name) {
  const std::filesystem::path folder = cache_folder() / name;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw UserError(fmt::format("{}: cannot be made: {} (set TIERSIM_CACHE to a folder of yours)",
                                folder.string(), error.message()));
  }
  remove_abandoned_partials(folder);
  return folder;
}

std::string read_bytes(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw UserError(fmt::format("{}: is a folder in place of a file (remove it)", path.string()));
  if (const std::string problem = why_not_a_file(path); !problem.empty())
    throw UserError(fmt::format("{}: {}", path.string(), problem));
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad())
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path.string()));
  return bytes;
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  const std::filesystem::path partial = partial_of(path);
  std::ofstream stream(partial, std::ios::binary);
  stream << bytes;
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(partial, path, error);
  if (stream && !error) return;
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  if (std::filesystem::is_directory(path, ignored))
    throw UserError(fmt::format("{}: is a folder in place of a file (remove it)", path.string()));
  throw UserError(
      fmt::format("{}: cannot be written (is the disk full, the folder writable?)", path.string()));
}

}  // namespace tiersim
