#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/keys/key.h"

namespace tiersim {

/// All keys of a section, in the order in which they are read, printed and documented.
template <typename Section>
struct KeyTable {
  explicit KeyTable(std::vector<Key<Section>> all) : keys(std::move(all)) {
    for (const Key<Section>& key : keys) names.push_back(key.description.name);
  }

  std::vector<Key<Section>> keys;
  std::vector<std::string> names;
  /// Throws StudyError if keys are given that exclude each other. Runs before the keys are read.
  void (*check_given)(const Value& value){nullptr};
  /// Throws StudyError if the values of several keys contradict each other. Runs after all keys are
  /// read.
  void (*check)(const Value& value, Section& section){nullptr};
  /// What JSON Schema says about several keys together.
  Json rules = Json::object();

  std::vector<KeyDescription> descriptions() const {
    std::vector<KeyDescription> all;
    for (const Key<Section>& key : keys) all.push_back(key.description);
    return all;
  }
};

/// Reads one key of `value` if it is given. Throws StudyError.
template <typename Section>
void read_key(const Key<Section>& key, const Value& value, Section& section) {
  const Value own = value[key.description.name];
  if (own.given() || key.is_read_always)
    key.read(own, section);
  else if (!key.description.missing.empty())
    value.fail(key.description.missing);
}

/// Reads a map of settings. Throws StudyError.
template <typename Section>
void read_keys(const KeyTable<Section>& table, const Value& value, Section& section) {
  value.check_keys(table.names);
  if (table.check_given) table.check_given(value);
  for (const Key<Section>& key : table.keys) read_key(key, value, section);
  if (table.check) table.check(value, section);
}

/// Prints keys and values into the map that `out` has begun.
template <typename Section>
void print_keys(const KeyTable<Section>& table, const Section& section, YAML::Emitter& out) {
  for (const Key<Section>& key : table.keys) {
    if (!key.is_printed(section)) continue;
    out << YAML::Key << key.description.name << YAML::Value;
    key.print(section, out);
  }
}

/// JSON Schema of one key: its value, what it means, its default, and examples.
Json schema_of(const KeyDescription& key);
/// JSON Schema of a map with these keys and no others.
Json schema_of_map(const std::vector<KeyDescription>& keys, const Json& rules);

template <typename Section>
Json schema_of(const KeyTable<Section>& table) {
  return schema_of_map(table.descriptions(), table.rules);
}

/// Makes a key whose value is a map with keys of its own. The keys of `table` set members of the
/// section that contains the map, because `Section` inherits from `Part`.
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

/// A key whose value is a map of settings that a member of the section holds. The map is read also
/// if it is not given, because the command line may set single keys of it.
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
