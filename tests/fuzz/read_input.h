#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// A temporary folder with the few files that the studies of the fuzzer's corpus name. The
/// destructor removes the folder.
class FuzzFolder {
 public:
  FuzzFolder();
  ~FuzzFolder();
  FuzzFolder(const FuzzFolder&) = delete;
  FuzzFolder& operator=(const FuzzFolder&) = delete;

  /// Reads and expands `bytes` as a study file in this folder, and then the expanded study that was
  /// printed. Paths in the study cannot lead out of the folder. Returns the text of the UserError
  /// that was thrown, or "". Aborts the process if this text is not one short line that names the
  /// file, or if the expanded study does not read back to itself.
  std::string read(const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace tiersim
