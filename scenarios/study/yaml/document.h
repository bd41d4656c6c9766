#pragma once

#include <yaml-cpp/yaml.h>

#include <any>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/base/error.h"
#include "sim/results/results.h"

namespace tiersim {

struct ImportedProfiles;

/// A mistake in a study: `file:line:column: path: problem (remedy)`.
class StudyError : public UserError {
 public:
  StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
             const std::string& problem);
};

/// The letters of a text that go into a message: one line, not too long, nothing that a terminal
/// would act on.
std::string printable(const std::string& text);

/// Where settings were written: a file, or an option of the command line.
struct Source {
  std::string file;
  /// Where relative paths written there start, absolute; empty where files are not looked for.
  std::filesystem::path folder;
};

/// A setting, and where it stands.
struct Setting {
  YAML::Node node;
  YAML::Mark mark;
  std::shared_ptr<const Source> source;
};

/// The text of a study as YAML nodes that know their place, and the values that a sweep or the
/// command line put in place of what is written.
class Document {
 public:
  /// Throws StudyError for what cannot be read or is not YAML.
  static Document read(const std::filesystem::path& path);
  static Document parse(const std::string& text, const std::string& file);

  const std::string& file() const { return source_->file; }
  /// Where the study's relative paths start, absolute; empty for a text that was not read from a
  /// file (it came with results, say): the files it names are not looked for.
  const std::filesystem::path& folder() const { return source_->folder; }
  const std::shared_ptr<const Source>& source() const { return source_; }
  const std::string& text() const { return text_; }
  const YAML::Node& root() const { return root_; }

  /// Texts of other files that the study follows, by the paths that it names them by; those that
  /// are there are not looked for on the disk.
  std::map<std::string, std::string>& files() { return files_; }

  /// Profiles that came with the study take the place of the file that it names.
  void bring(std::shared_ptr<const ImportedProfiles> profiles) { brought_ = std::move(profiles); }
  const std::shared_ptr<const ImportedProfiles>& brought() const { return brought_; }

  /// From now on `path` reads as this.
  void replace(const std::string& path, Setting setting);
  const Setting* replacement(const std::string& path) const;

  /// Where nothing is written at `path`, it reads as this; the first to be added stays.
  void add_default(const std::string& path, const Setting& setting) {
    defaults_.emplace(path, setting);
  }
  const std::map<std::string, Setting>& defaults() const { return defaults_; }

  /// Replaced values that were read, in the base unit of their kind; the reader fills this in.
  std::map<std::string, SweepValue>& taken() { return taken_; }
  const std::map<std::string, Setting>& replacements() const { return replacements_; }

  /// What was read of another file, under a name of the reader's choice: files are read once,
  /// however many points of a sweep use them.
  template <typename Content, typename Reader>
  const Content& once(const std::string& name, Reader read) {
    std::any& content = contents_[name];
    if (!content.has_value()) content = Content(read());
    return std::any_cast<const Content&>(content);
  }

 private:
  std::string text_;
  std::shared_ptr<const Source> source_;
  YAML::Node root_;
  std::map<std::string, Setting> replacements_, defaults_;
  std::map<std::string, SweepValue> taken_;
  std::shared_ptr<const ImportedProfiles> brought_;
  std::map<std::string, std::string> files_;
  std::map<std::string, std::any> contents_;
};

/// Throws StudyError for a replaced value that nobody asked for: its path means nothing.
[[noreturn]] void fail_untaken(const std::string& path, const Setting& setting);

/// One value of a document with its path; the methods read it as what it should be and throw
/// StudyError, naming its place, where it is something else.
class Value {
 public:
  Value(Document& document, const Setting& setting, std::string path)
      : document_(&document), setting_(setting), path_(std::move(path)) {}
  Value(Document& document, const YAML::Node& node, std::string path,
        const std::shared_ptr<const Source>& source)
      : Value(document, {node, node.IsDefined() ? node.Mark() : YAML::Mark::null_mark(), source},
              std::move(path)) {}
  // yaml-cpp's assignment of nodes would write into the document.
  Value(const Value&) = default;
  Value& operator=(const Value&) = delete;

  static Value root_of(Document& document) {
    return {document, document.root(), "", document.source()};
  }

  [[noreturn]] void fail(const std::string& problem) const;
  /// The same at a key of this map, which is there.
  [[noreturn]] void fail_at(const std::string& key, const std::string& problem) const;

  bool given() const { return node().IsDefined() && !node().IsNull(); }
  bool is_scalar() const { return node().IsScalar(); }
  const std::string& path() const { return path_; }
  const YAML::Node& node() const { return setting_.node; }
  const Setting& setting() const { return setting_; }
  /// Where a relative path starts that is written here.
  const std::filesystem::path& folder() const { return setting_.source->folder; }
  Document& document() const { return *document_; }

  std::string text() const;
  std::string one_of(const std::vector<std::string>& choices) const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;

  /// parser(text) with the place put before its complaint.
  template <typename Parser>
  auto quantity(Parser parser) const {
    const std::string written = text();
    try {
      return parser(written);
    } catch (const UserError& error) {
      fail(error.what());
    }
  }

  /// At least one item, none twice.
  std::vector<Value> list() const;

  /// The value of `key` of this map, not given() where the map or the key is missing.
  Value operator[](const std::string& key) const;
  /// Throws where this is not a map, or has a key twice or one that is not in `known`.
  void check_keys(const std::vector<std::string>& known) const;
  /// Throws where this is not a map, or has a key twice.
  void check_unique_keys() const;
  /// Those written here, then those that are there by default.
  std::vector<std::string> keys() const;
  /// Keys and values written here, in order, each looked at once: for maps that may be long.
  std::vector<std::pair<std::string, Value>> entries() const;

  /// A path that is written here as the study's own file would write it.
  std::string as_study_path(const std::string& path) const;

  /// Notes the number that was read, for the results file, where a sweep put it there.
  void note_number(double value, const std::string& unit) const;

 private:
  void note(SweepValue value) const;
  /// Calls `check` for each key of this map, and throws where one occurs twice.
  void for_each_key(const std::function<void(const YAML::Mark&, const std::string&)>& check) const;

  Document* document_;
  Setting setting_;
  std::string path_;
};

}  // namespace tiersim
