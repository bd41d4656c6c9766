#include "models/measure/store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sim/error.h"

namespace tiersim::models {

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
  return folder;
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad())
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path.string()));
  return bytes;
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  const std::filesystem::path partial = path.string() + fmt::format(".{}.partial", getpid());
  std::ofstream stream(partial, std::ios::binary);
  stream << bytes;
  stream.close();
  if (!stream) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                path.string()));
  }
  std::filesystem::rename(partial, path);
}

std::string cpu_model() {
  std::ifstream stream("/proc/cpuinfo");
  for (std::string line; std::getline(stream, line);) {
    const std::size_t colon = line.find(": ");
    if (line.compare(0, 10, "model name") == 0 && colon != std::string::npos)
      return line.substr(colon + 2);
  }
  return "unknown";
}

}  // namespace tiersim::models
