#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/study/keys/value_type.h"

namespace tiersim {

/// What readers of the documentation and of the schema learn about a key.
struct KeyDescription {
  std::string name;
  std::string meaning;         ///< Markdown; sentences
  std::vector<Json> examples;  ///< values that are right in a suitable study
  Json schema;                 ///< JSON Schema of the value, without meaning, default and examples
  std::string values;          ///< the values it takes, for readers
  std::optional<std::string> default_value;  ///< as studies write it
  std::string default_words;                 ///< shown in place of `default_value`
  std::string missing;  ///< the error if the key is not given; empty: it may be left out
  std::vector<KeyDescription> below;  ///< the keys of the map that is the value
};

/// One key of a section of a study: how it is read into the section, printed, and described.
template <typename Section>
struct Key {
  KeyDescription description;
  std::function<void(const Value&, Section&)> read;
  std::function<void(const Section&, YAML::Emitter&)> print;  ///< prints the value
  std::function<bool(const Section&)> is_printed;
  std::function<void(const Section& from, Section& to)> copy;
  bool is_read_always{false};  ///< also if it is not given: settings below it may be

  /// The key has no default. `problem` is the error if it is missing.
  Key required(std::string problem) && {
    description.missing = std::move(problem);
    description.default_value.reset();
    return std::move(*this);
  }
  Key printed_if(std::function<bool(const Section&)> condition) && {
    is_printed = std::move(condition);
    return std::move(*this);
  }
  /// The default is not a fixed value. Documentation shows these words.
  Key without_default(std::string words = "none") && {
    description.default_words = std::move(words);
    description.default_value.reset();
    return std::move(*this);
  }
};

/// A key whose value is a member of the section. `member` is a pointer to the member, or a function
/// that returns a reference to it. A member that is std::optional has no default.
template <typename Section, typename Member, typename T>
Key<Section> key(std::string name, Member member, ValueType<T> type, std::string meaning,
                 std::vector<Json> examples) {
  using Stored = std::decay_t<std::invoke_result_t<Member, Section&>>;
  constexpr bool kOptional = std::is_same_v<Stored, std::optional<T>>;
  static_assert(kOptional || std::is_same_v<Stored, T>, "the type of the value is the member's");
  Key<Section> made;
  made.description.name = std::move(name);
  made.description.meaning = std::move(meaning);
  made.description.examples = std::move(examples);
  made.description.schema = type.schema;
  made.description.values = type.values;
  made.read = [member, read = type.read](const Value& value, Section& section) {
    std::invoke(member, section) = read(value);
  };
  made.copy = [member](const Section& from, Section& to) {
    std::invoke(member, to) = std::invoke(member, from);
  };
  if constexpr (kOptional) {
    made.print = [member, print = type.print](const Section& section, YAML::Emitter& out) {
      out << print(*std::invoke(member, section));
    };
    made.is_printed = [member](const Section& section) {
      return std::invoke(member, section).has_value();
    };
  } else {
    made.print = [member, print = type.print](const Section& section, YAML::Emitter& out) {
      out << print(std::invoke(member, section));
    };
    made.is_printed = [](const Section&) { return true; };
    const Section defaults{};
    made.description.default_value = type.print(std::invoke(member, defaults));
  }
  return made;
}

/// A key of a part of the section: `part` is a pointer to the member that holds it.
template <typename Section, typename Part, typename Inner>
Key<Section> inside(Part part, Key<Inner> inner) {
  Key<Section> made;
  made.description = std::move(inner.description);
  made.is_read_always = inner.is_read_always;
  made.read = [part, read = std::move(inner.read)](const Value& value, Section& section) {
    read(value, std::invoke(part, section));
  };
  made.print = [part, print = std::move(inner.print)](const Section& section, YAML::Emitter& out) {
    print(std::invoke(part, section), out);
  };
  made.is_printed = [part, asks = std::move(inner.is_printed)](const Section& section) {
    return asks(std::invoke(part, section));
  };
  made.copy = [part, copy = std::move(inner.copy)](const Section& from, Section& to) {
    copy(std::invoke(part, from), std::invoke(part, to));
  };
  return made;
}

}  // namespace tiersim
