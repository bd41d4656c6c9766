#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/study/keys/value_type.h"

namespace tiersim {

/// The description of one key of a study file. docs/study.md, the JSON Schema and `tiersim list
/// keys` are made from such descriptions.
struct KeyDescription {
  std::string name;
  std::string meaning;         ///< what the key means: sentences in Markdown
  std::vector<Json> examples;  ///< valid values that documentation and schema show
  Json schema;                 ///< JSON Schema of the value, without meaning, default and examples
  std::string values;          ///< the permitted values in words: "1 to 1024"
  /// Default as a study would write it; nullopt if it is not a fixed value.
  std::optional<std::string> default_value;
  /// Words that docs/study.md and `tiersim list keys` print as the default, in place of
  /// `default_value`; may be empty.
  std::string default_words;
  std::string missing;  ///< error message if a study lacks the key; empty if the key is optional
  std::vector<KeyDescription> below;  ///< if the value is a map: the keys of that map
};

/// One key of a section of a study file: how its value is read into the section's struct, how it is
/// printed, and its description.
template <typename Section>
struct Key {
  KeyDescription description;
  std::function<void(const Value&, Section&)> read;
  std::function<void(const Section&, YAML::Emitter&)> print;  ///< prints the value as YAML
  std::function<bool(const Section&)> is_printed;
  std::function<void(const Section& from, Section& to)> copy;
  /// Whether `read` is called even if the study lacks the key. section_key() sets it for a key
  /// whose value is a map, because the command line may set keys of that map.
  bool is_read_always{false};

  /// Marks the key as required. `problem` is the error message if a study lacks the key.
  Key required(std::string problem) && {
    description.missing = std::move(problem);
    description.default_value.reset();
    return std::move(*this);
  }
  /// Returns this key, changed so that the text of a study leaves it out unless `condition` is true
  /// for the section.
  Key printed_if(std::function<bool(const Section&)> condition) && {
    is_printed = std::move(condition);
    return std::move(*this);
  }
  /// Marks a key that has no fixed default, for example because its default depends on other keys.
  /// docs/study.md and `tiersim list keys` print `words` as the default.
  Key without_default(std::string words = "none") && {
    description.default_words = std::move(words);
    description.default_value.reset();
    return std::move(*this);
  }
};

/// Makes a key whose value is stored in one member of the section. `member` is a pointer to that
/// member, or a function that returns a reference to it. The default of the key is the initial
/// value of the member. A member of type std::optional has no default.
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

/// Makes a key of `Section` from `inner`, a key of a struct that is a member of `Section`. `part`
/// is a pointer to that member. The new key reads and prints members of that struct.
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
