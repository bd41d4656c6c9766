#include "sim/base/partial_file.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <system_error>

#include "sim/base/error.h"

namespace tiersim {
namespace {

constexpr const char* kPartial = ".partial";

/// Whether a process has ended. A zombie counts as ended.
bool is_gone(pid_t process) {
  if (kill(process, 0) != 0) return errno == ESRCH;
  std::ifstream stream("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(stream, line);
  const std::size_t state = line.rfind(") ");  // after the name, which may hold ") "
  return state != std::string::npos && line.find_first_of("ZX", state) == state + 2;
}

}  // namespace

std::filesystem::path partial_of(const std::filesystem::path& path) {
  return path.string() + "." + std::to_string(getpid()) + kPartial;
}

bool sync(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = fsync(file) == 0;
  close(file);
  return synced;
}

void publish(const std::filesystem::path& partial, const std::filesystem::path& path) {
  std::error_code error;
  const bool whole = sync(partial);
  if (whole) std::filesystem::rename(partial, path, error);
  if (!whole || error)
    throw UserError(path.string() + ": cannot be written (is the disk full, the folder writable?)");
  // Some file systems, and folders without read permission, cannot be synced. The name then reaches
  // the disk later.
  sync(std::filesystem::absolute(path).parent_path());
}

PartialFile::~PartialFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
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
    if (writer <= 0 || !is_gone(writer) || (!name.empty() && owned.stem() != name)) continue;
    std::error_code ignored;
    std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace tiersim
