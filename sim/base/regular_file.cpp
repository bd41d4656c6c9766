#include "sim/base/regular_file.h"

#include <system_error>

namespace tiersim {

std::string why_not_a_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error == std::errc::filename_too_long) return "has too long a name (shorten it)";
  if (error == std::errc::permission_denied) return "cannot be read (check its permissions)";
  if (error == std::errc::too_many_symbolic_link_levels)
    return "is a symbolic link that leads nowhere (name a file)";
  if (!std::filesystem::exists(status)) return "no such file (check the path)";
  if (std::filesystem::is_directory(status)) return "is a folder (name a file)";
  if (!std::filesystem::is_regular_file(status))
    return "is a pipe or a device, not a file (name a file)";
  return "";
}

}  // namespace tiersim
