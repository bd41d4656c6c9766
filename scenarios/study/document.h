#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "scenarios/study/imported_profiles.h"
#include "sim/error.h"
#include "sim/results/results.h"

namespace tiersim {

/// A mistake in a study: `file:line:column: path: problem (remedy)`.
class StudyError : public UserError {
 public:
  StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
             const std::string& problem);
};

/// The letters of a text that go into a message: one line, not too long, nothing that a terminal
/// would act on.
std::string printable(const std::string& text);

/// The text of a study as YAML nodes that know their place, and the values that a sweep or the
/// command line put in place of what is written.
class Document {
 public:
  /// Throws StudyError for what cannot be read or is not YAML.
  static Document read(const std::filesystem::path& path);
  static Document parse(const std::string& text, const std::string& file);

  const std::string& file() const { return file_; }
  /// Where the study's relative paths start, absolute; empty for a text that was not read from a
  /// file (it came with results, say): the files it names are not looked for.
  const std::filesystem::path& folder() const { return folder_; }
  const std::string& text() const { return text_; }
  const YAML::Node& root() const { return root_; }

  /// Profiles that came with the study take the place of the file that it names.
  void bring(std::shared_ptr<const ImportedProfiles> profiles) { brought_ = std::move(profiles); }
  const std::shared_ptr<const ImportedProfiles>& brought() const { return brought_; }

  /// From now on `path` reads as `node`, which stands in `file`.
  void replace(const std::string& path, const YAML::Node& node, const std::string& file);

  struct Replacement {
    YAML::Node node;
    std::string file;
  };
  const Replacement* replacement(const std::string& path) const;

  /// Replaced values that were read, in the base unit of their kind; the reader fills this in.
  std::map<std::string, SweepValue>& taken() { return taken_; }
  const std::map<std::string, Replacement>& replacements() const { return replacements_; }

 private:
  std::string file_, text_;
  std::filesystem::path folder_;
  YAML::Node root_;
  std::map<std::string, Replacement> replacements_;
  std::map<std::string, SweepValue> taken_;
  std::shared_ptr<const ImportedProfiles> brought_;
};

/// One value of a document with its path; the methods read it as what it should be and throw
/// StudyError, naming its place, where it is something else.
class Value {
 public:
  Value(Document& document, YAML::Node node, std::string path, std::string file)
      : document_(&document),
        node_(std::move(node)),
        path_(std::move(path)),
        file_(std::move(file)) {}

  static Value root_of(Document& document) {
    return {document, document.root(), "", document.file()};
  }

  [[noreturn]] void fail(const std::string& problem) const;
  /// The same at a key of this map, which is there.
  [[noreturn]] void fail_at(const std::string& key, const std::string& problem) const;

  bool given() const { return node_.IsDefined() && !node_.IsNull(); }
  bool is_scalar() const { return node_.IsScalar(); }
  const std::string& path() const { return path_; }
  const YAML::Node& node() const { return node_; }

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
  std::vector<std::string> keys() const;

  /// Notes the number that was read, for the results file, where a sweep put it there.
  void note_number(double value, const std::string& unit) const;

 private:
  void note(SweepValue value) const;

  Document* document_;
  YAML::Node node_;
  std::string path_;
  std::string file_;
};

}  // namespace tiersim
