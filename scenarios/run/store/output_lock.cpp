#include "scenarios/run/store/output_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "sim/base/error.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 50ms;
constexpr int kAttempts = 10;

/// A lock of the whole file. Unlike a lock of flock(), it does not pass to forked workers, which
/// may live somewhat longer than the process that was killed.
struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// Whether `path` still names the open file. Its last owner may have removed it in the meantime.
bool is_named(const std::filesystem::path& path, int file) {
  struct stat named {
  }, opened{};
  return stat(path.c_str(), &named) == 0 && fstat(file, &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

std::string owner_of(int file) {
  struct flock lock = whole_file();
  const bool is_known = fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  return is_known && lock.l_pid > 0 ? fmt::format(", process {},", lock.l_pid) : "";
}

}  // namespace

OutputLock::OutputLock(const std::filesystem::path& output) : path_(output.string() + ".lock") {
  std::string owner;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(kPause);
    file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (file_ < 0)
      throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                  path_.string()));
    if (take()) return;
    owner = owner_of(file_);
    close(file_);
  }
  throw UserError(
      fmt::format("{}: another tiersim{} writes this file now (wait for its end, or name another "
                  "file with -o)",
                  output.string(), owner));
}

bool OutputLock::take() {
  struct flock lock = whole_file();
  if (fcntl(file_, F_SETLK, &lock) == 0) return is_named(path_, file_);
  return errno != EACCES && errno != EAGAIN;  // then the file system has no locks
}

OutputLock::~OutputLock() {
  unlink(path_.c_str());  // before the lock ends: nobody else can own it yet
  close(file_);
}

}  // namespace tiersim
