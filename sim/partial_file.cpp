#include "sim/partial_file.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>

namespace tiersim {
namespace {

constexpr const char* kPartial = ".partial";

}  // namespace

std::filesystem::path partial_of(const std::filesystem::path& path) {
  return path.string() + "." + std::to_string(getpid()) + kPartial;
}

void remove_abandoned_partials(const std::filesystem::path& folder, const std::string& name) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != kPartial) continue;
    const std::filesystem::path owned = entry.path().stem();  // "NAME.PID"
    const std::string number = owned.extension();
    pid_t writer = 0;
    if (number.size() > 1)
      std::from_chars(number.data() + 1, number.data() + number.size(), writer);
    const bool gone = writer > 0 && kill(writer, 0) != 0 && errno == ESRCH;
    if (!gone || (!name.empty() && owned.stem() != name)) continue;
    std::error_code ignored;
    std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace tiersim
