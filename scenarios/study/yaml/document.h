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
  /// The absolute path of the folder that relative paths in these settings start from. Empty if the
  /// study was not read from a file; then files that it names are not looked for.
  std::filesystem::path folder;
};

/// A setting of a study: its YAML node, and its position in the file or the option where it was
/// written.
struct Setting {
  YAML::Node node;
  YAML::Mark mark;
  std::shared_ptr<const Source> source;
};

/// A study file as YAML nodes with their positions. Values may be replaced, by the command line or
/// by a sweep. Included files may add defaults. Reading values does not change the document.
class Document {
 public:
  /// Reads a study file. Throws StudyError if the file cannot be read, is larger than 1 MiB or is
  /// not a YAML map.
  static Document read(const std::filesystem::path& path);
  /// Makes a document from the text of a study. `file` is its name in messages; folder() is empty.
  /// Throws StudyError if the text is not a YAML map.
  static Document parse(const std::string& text, const std::string& file);

  const std::string& file() const { return source_->file; }
  /// The absolute path of the folder that relative paths in the study start from. Empty if the text
  /// was not read from a file (for example, if it came with results). Files that the study names
  /// are then not looked for.
  const std::filesystem::path& folder() const { return source_->folder; }
  const std::shared_ptr<const Source>& source() const { return source_; }
  const std::string& text() const { return text_; }
  const YAML::Node& root() const { return root_; }

  /// Replaces the value of the setting at `path`, for example "links.edge-cloud.bandwidth". The
  /// document keeps the new value beside its YAML nodes; Value then reads it in place of the
  /// node's.
  void replace(const std::string& path, Setting setting);
  /// The setting that replace() has set for this path; nullptr if there is none.
  const Setting* replacement(const std::string& path) const;
  const std::map<std::string, Setting>& replacements() const { return replacements_; }

  /// Adds a default: the value of the setting at `path` if the study does not have it. If `path`
  /// has a default already, nothing is changed.
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

}  // namespace tiersim
