#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// A folder of its own, removed with it, with the few files that studies of the corpus name.
class FuzzFolder {
 public:
  FuzzFolder();
  ~FuzzFolder();
  FuzzFolder(const FuzzFolder&) = delete;
  FuzzFolder& operator=(const FuzzFolder&) = delete;

  /// Reads and expands bytes as a study in this folder, and what it printed of it once more; files
  /// elsewhere are not followed. Returns the error, "" where there is none. Aborts where the reader
  /// does anything but read or complain in one line.
  std::string read(const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace tiersim
