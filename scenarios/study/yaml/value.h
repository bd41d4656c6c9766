#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/yaml/document.h"
#include "scenarios/study/yaml/read_context.h"

namespace tiersim {

/// One value of a document with its path. The methods read it as a value of one type. They throw
/// StudyError with its place if it is something else. Replaced values are noted in the context.
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

  [[noreturn]] void fail(const std::string& problem) const;
  /// The same at a key that this map has.
  [[noreturn]] void fail_at(const std::string& key, const std::string& problem) const;

  bool given() const { return node().IsDefined() && !node().IsNull(); }
  bool is_scalar() const { return node().IsScalar(); }
  const std::string& path() const { return path_; }
  const YAML::Node& node() const { return setting_.node; }
  const Setting& setting() const { return setting_; }
  /// The folder that a relative path in this value starts at.
  const std::filesystem::path& folder() const { return setting_.source->folder; }
  const Document& document() const { return *document_; }
  ReadContext& context() const { return *context_; }

  std::string text() const;
  std::string one_of(const std::vector<std::string>& choices) const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;

  /// parser(text). An error of the parser gets the place of this value.
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

  /// The value of `key` of this map; not given() if the map or the key is missing.
  Value operator[](const std::string& key) const;
  /// Throws if this is not a map, or has a key twice or one that is not in `known`.
  void check_keys(const std::vector<std::string>& known) const;
  /// Throws if this is not a map, or has a key twice.
  void check_unique_keys() const;
  /// The keys that are written here, then the keys that only defaults have.
  std::vector<std::string> keys() const;
  /// Keys and values that are written here, in order. Takes linear time, for long maps.
  std::vector<std::pair<std::string, Value>> entries() const;

  /// A path that is written here, as the study's own file would write it.
  std::string as_study_path(const std::string& path) const;

  /// Notes the number that was read of a replaced value, for the results file.
  void note_number(double value, const std::string& unit) const;

 private:
  void note(SweepValue value) const;
  /// Calls `check` for each key of this map. Throws if a key occurs twice.
  void for_each_key(const std::function<void(const YAML::Mark&, const std::string&)>& check) const;

  const Document* document_;
  ReadContext* context_;
  Setting setting_;
  std::string path_;
};

}  // namespace tiersim
