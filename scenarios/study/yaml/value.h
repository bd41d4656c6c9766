#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/yaml/document.h"
#include "scenarios/study/yaml/read_context.h"

namespace tiersim {

/// One value of a study, with its path and its position in the file. Its methods read it as a text,
/// a number, a list or a map. They throw StudyError, which names path and position, if the value is
/// something else. If the command line or a sweep has set the value, the context records that it
/// was read.
class Value {
 public:
  Value(const Document& document, ReadContext& context, const Setting& setting, std::string path)
      : document_(&document), context_(&context), setting_(setting), path_(std::move(path)) {}
  Value(const Document& document, ReadContext& context, const YAML::Node& node, std::string path,
        const std::shared_ptr<const Source>& source)
      : Value(document, context,
              {node, node.IsDefined() ? node.Mark() : YAML::Mark::null_mark(), source},
              std::move(path)) {}
  // yaml-cpp's assignment of nodes would write into the document.
  Value(const Value&) = default;
  Value& operator=(const Value&) = delete;

  static Value root_of(const Document& document, ReadContext& context) {
    return {document, context, document.root(), "", document.source()};
  }

  /// Throws StudyError with `problem` and with the path and the position of this value.
  [[noreturn]] void fail(const std::string& problem) const;
  /// Throws StudyError with `problem` and with the path and the position of `key` in this map.
  [[noreturn]] void fail_at(const std::string& key, const std::string& problem) const;

  /// Whether the study has this value, and the value is not null.
  bool given() const { return node().IsDefined() && !node().IsNull(); }
  bool is_scalar() const { return node().IsScalar(); }
  const std::string& path() const { return path_; }
  const YAML::Node& node() const { return setting_.node; }
  const Setting& setting() const { return setting_; }
  /// The absolute path of the folder that relative paths in this value start from: the folder of
  /// the file with this value, or of the study if the value is from the command line. Empty if the
  /// study was not read from a file.
  const std::filesystem::path& folder() const { return setting_.source->folder; }
  const Document& document() const { return *document_; }
  ReadContext& context() const { return *context_; }

  std::string text() const;
  std::string one_of(const std::vector<std::string>& choices) const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;

  /// Returns parser(text()). If the parser throws UserError, throws StudyError with the same
  /// problem and the position of this value.
  template <typename Parser>
  auto quantity(Parser parser) const {
    const std::string written = text();
    try {
      return parser(written);
    } catch (const UserError& error) {
      fail(error.what());
    }
  }

  /// The items of this list. Throws StudyError if this is not a list, is empty, or has the same
  /// single value twice.
  std::vector<Value> list() const;

  /// The value of `key` in this map: the replaced value if there is one, else the written one, else
  /// a default from an included file. If there is none, the result's given() is false.
  Value operator[](const std::string& key) const;
  /// The values of several keys, in the order of `keys`, each as operator[] returns it. Takes one
  /// pass over this map, so it suits the keys of a whole table.
  std::vector<Value> values_of(const std::vector<std::string>& keys) const;
  /// Throws StudyError if this value is given and is not a map, has a key twice, or has a key that
  /// is not in `known`.
  void check_keys(const std::vector<std::string>& known) const;
  /// Throws StudyError if this value is given and is not a map or has a key twice.
  void check_unique_keys() const;
  /// The keys of this map: those that are written in it, then those that only defaults have.
  std::vector<std::string> keys() const;
  /// The keys that are written in this map, in order, each with its replaced value if there is one,
  /// else its written one. Keys that only defaults have are left out. Empty if this is not a map.
  /// Takes linear time, so it suits long maps.
  std::vector<std::pair<std::string, Value>> entries() const;

  /// Converts a path that this value contains. If the value was written in an included file in
  /// another folder, the result is the path relative to the folder of the study. An absolute path
  /// is returned unchanged.
  std::string as_study_path(const std::string& path) const;

  /// If the command line or a sweep has set this value, stores `value`, its number in the base unit
  /// `unit`, in the context, for the results file. Otherwise does nothing.
  void note_number(double value, const std::string& unit) const;

 private:
  /// The value of `key` if `own` is the node that this map has for it, undefined if it has none.
  Value value_at(const std::string& key, const YAML::Node& own) const;
  void note(SweepValue value) const;
  /// Calls `check` with position and name of each key of this map. Throws StudyError if a key
  /// occurs twice, or if this value is given and is not a map.
  void for_each_key(const std::function<void(const YAML::Mark&, const std::string&)>& check) const;

  const Document* document_;
  ReadContext* context_;
  Setting setting_;
  std::string path_;
};

}  // namespace tiersim
