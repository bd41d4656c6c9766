#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// Returns the temporary path "<path>.<process id>.partial". A process writes a file under this
/// path first, and renames it to `path` when it is complete.
std::filesystem::path partial_of(const std::filesystem::path& path);

/// Writes the content of a file or folder to the disk (fsync) and waits for that. Returns false if
/// it fails.
bool sync(const std::filesystem::path& path);

/// Renames the complete file `partial` to `path`. Before the rename, it writes the content to the
/// disk. After the rename, it also writes the new name to the disk, if the file system can sync
/// folders. Throws UserError if the content cannot be written or the file cannot be renamed.
void publish(const std::filesystem::path& partial, const std::filesystem::path& path);

/// The temporary path of a file (partial_of()). The destructor removes the file under that path,
/// unless publish() has renamed it. It ignores errors.
class PartialFile {
 public:
  explicit PartialFile(const std::filesystem::path& path) : path_(partial_of(path)) {}
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Removes temporary files from `folder` that other processes left: files with names as
/// partial_of() makes them, if the process whose id is in the name has ended. If `name` is empty,
/// removes all such files. Otherwise removes only those for the final file name `name`. Ignores
/// errors.
void remove_abandoned_partials(const std::filesystem::path& folder, const std::string& name = "");

}  // namespace tiersim
