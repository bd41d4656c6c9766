#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "scenarios/study/yaml/study_error.h"

namespace tiersim {

/// Where settings were written: a file, or an option of the command line.
struct Source {
  std::string file;
  /// The absolute folder that relative paths start at. Empty: files are not looked for.
  std::filesystem::path folder;
};

/// A setting and its place.
struct Setting {
  YAML::Node node;
  YAML::Mark mark;
  std::shared_ptr<const Source> source;
};

/// The text of a study as YAML nodes that know their place. A sweep or the command line may replace
/// values, and included files may add defaults. Reading values does not change the document.
class Document {
 public:
  /// Throws StudyError if the text cannot be read or is not YAML.
  static Document read(const std::filesystem::path& path);
  static Document parse(const std::string& text, const std::string& file);

  const std::string& file() const { return source_->file; }
  /// The absolute folder that the study's relative paths start at. Empty if the text was not read
  /// from a file (for example, it came with results). Files are then not looked for.
  const std::filesystem::path& folder() const { return source_->folder; }
  const std::shared_ptr<const Source>& source() const { return source_; }
  const std::string& text() const { return text_; }
  const YAML::Node& root() const { return root_; }

  /// From now on `path` has this value.
  void replace(const std::string& path, Setting setting);
  /// The value that replaced the written one; nullptr if none did.
  const Setting* replacement(const std::string& path) const;
  const std::map<std::string, Setting>& replacements() const { return replacements_; }

  /// The value of `path` if the study has none. The first default that is added wins.
  void add_default(const std::string& path, const Setting& setting) {
    defaults_.emplace(path, setting);
  }
  const std::map<std::string, Setting>& defaults() const { return defaults_; }

 private:
  std::string text_;
  std::shared_ptr<const Source> source_;
  YAML::Node root_;
  std::map<std::string, Setting> replacements_, defaults_;
};

/// Throws StudyError for a replaced value that no reader asked for: its path means nothing.
[[noreturn]] void fail_untaken(const std::string& path, const Setting& setting);

}  // namespace tiersim
