#pragma once

#include <filesystem>

namespace tiersim {

/// Ensures that only one process writes a results file. It locks the file `<output>.lock` beside
/// it. The lock ends with the process, even if the process is killed. It also holds between
/// machines that share the folder, if their file system has locks; where it has none, nothing is
/// locked. Two objects in the same process do not exclude each other.
class OutputLock {
 public:
  /// Takes the lock. Throws UserError if another process has had it for half a second, or if the
  /// lock file cannot be made.
  explicit OutputLock(const std::filesystem::path& output);
  ~OutputLock();  ///< removes the lock file and gives the lock up
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

 private:
  bool take();

  std::filesystem::path path_;  ///< of the lock file
  int file_{-1};                ///< its descriptor
};

}  // namespace tiersim
