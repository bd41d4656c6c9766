#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/keys/key.h"

namespace tiersim {

/// All keys of one section of a study file, in the order in which they are read, printed and
/// documented.
template <typename Section>
struct KeyTable {
  explicit KeyTable(std::vector<Key<Section>> all) : keys(std::move(all)) {
    for (const Key<Section>& key : keys) names.push_back(key.description.name);
  }

  std::vector<Key<Section>> keys;
  std::vector<std::string> names;
  /// A check that runs before the keys are read, or nullptr. It throws StudyError if the study has
  /// keys that exclude each other, or lacks one that another key needs.
  void (*check_given)(const Value& value){nullptr};
  /// A check that runs after all keys are read, or nullptr. It throws StudyError if the values of
  /// several keys contradict each other. It may also set members that depend on several keys.
  void (*check)(const Value& value, Section& section){nullptr};
  /// The part of the section's JSON Schema that is about several keys together, for example
  /// "anyOf".
  Json rules = Json::object();

  std::vector<KeyDescription> descriptions() const {
    std::vector<KeyDescription> all;
    for (const Key<Section>& key : keys) all.push_back(key.description);
    return all;
  }
};

/// Reads `own`, the value of `key` in the map `value`, into `section`. If the map lacks the key,
/// `section` is not changed, unless Key::is_read_always is set. Throws StudyError if the value is
/// wrong, or if the map lacks a required key.
template <typename Section>
void read_key(const Key<Section>& key, const Value& value, const Value& own, Section& section) {
  if (own.given() || key.is_read_always)
    key.read(own, section);
  else if (!key.description.missing.empty())
    value.fail(key.description.missing);
}

/// Reads all keys of `table` from the map `value` into `section`. Throws StudyError if a key is
/// unknown, occurs twice, is required and missing, or has a wrong value, and if the table's checks
/// fail.
template <typename Section>
void read_keys(const KeyTable<Section>& table, const Value& value, Section& section) {
  value.check_keys(table.names);
  if (table.check_given) table.check_given(value);
  const std::vector<Value> own = value.values_of(table.names);
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    read_key(table.keys[i], value, own[i], section);
  if (table.check) table.check(value, section);
}

/// Writes keys and values of `section` to `out`, which must be inside a YAML map. Keys whose
/// `is_printed` is false are left out.
template <typename Section>
void print_keys(const KeyTable<Section>& table, const Section& section, YAML::Emitter& out) {
  for (const Key<Section>& key : table.keys) {
    if (!key.is_printed(section)) continue;
    out << YAML::Key << key.description.name << YAML::Value;
    key.print(section, out);
  }
}

/// The JSON Schema of the value of one key, with its meaning, default and examples.
Json schema_of(const KeyDescription& key);
/// The JSON Schema of a map with these keys and no others. A key is required if its text
/// KeyDescription::missing is not empty; the others are optional. `rules` is a part of a schema
/// about several keys together, such as "anyOf". The result contains it.
Json schema_of_map(const std::vector<KeyDescription>& keys, const Json& rules);

template <typename Section>
Json schema_of(const KeyTable<Section>& table) {
  return schema_of_map(table.descriptions(), table.rules);
}

/// Makes a key whose value is a map with the keys of `table`. These keys set members of the section
/// itself, not of a struct in the section (for that, see section_key()). `Section` must be `Part`
/// or inherit from it.
template <typename Section, typename Part>
Key<Section> map_key(std::string name, const KeyTable<Part>& table, std::string meaning) {
  Key<Section> made;
  made.description.name = std::move(name);
  made.description.meaning = std::move(meaning);
  made.description.schema = schema_of(table);
  made.description.below = table.descriptions();
  made.read = [&table](const Value& value, Section& section) {
    read_keys<Part>(table, value, section);
  };
  made.print = [&table](const Section& section, YAML::Emitter& out) {
    out << YAML::Flow << YAML::BeginMap;
    print_keys<Part>(table, section, out);
    out << YAML::EndMap;
  };
  made.is_printed = [](const Section&) { return true; };
  made.copy = [](const Part& from, Part& to) { to = from; };
  return made;
}

/// Makes a key whose value is a map with the keys of `table`. These keys set members of a struct,
/// which is the member `member` of the section. Reading resets the struct to its defaults first.
/// The map is read even if the study lacks the key, because the command line may set single keys of
/// it.
template <typename Section, typename Part>
Key<Section> section_key(std::string name, Part Section::*member, const KeyTable<Part>& table,
                         std::string meaning) {
  Key<Section> made =
      inside<Section>(member, map_key<Part>(std::move(name), table, std::move(meaning)));
  made.is_read_always = true;
  made.read = [member, &table](const Value& value, Section& section) {
    section.*member = Part{};
    read_keys(table, value, section.*member);
  };
  return made;
}

}  // namespace tiersim
