// The maps `tiers` and `links`.
#include "models/catalog/catalog.h"
#include "scenarios/study/tables/link_kinds.h"
#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/tables/tiers.h"

namespace tiersim {
namespace {

template <typename Map>
void copy_entry(const Map& from, const std::string& name, Map& to) {
  const auto found = from.find(name);
  if (found != from.end())
    to[name] = found->second;
  else if (to.count(name) > 0)
    to.edit().erase(name);
}

template <typename Map>
void erase_entry(Map& map, const std::string& name) {
  if (map.count(name) > 0) map.edit().erase(name);
}

StudyEntry tier_entry(const std::string& name, const std::string& description) {
  const auto read = [name](const Value& tiers, Study& study) {
    const Value value = tiers[name];
    erase_entry(study.tiers, name);
    erase_entry(study.queues, name);
    if (!value.given()) return;
    StudyTier tier;
    tier.name = name;
    read_keys(tier_keys(), value, tier);
    study.tiers[name] = tier;
    study.queues[name] = tier;
  };
  const auto copy = [name](const Study& from, Study& to) {
    copy_entry(from.tiers, name, to.tiers);
    copy_entry(from.queues, name, to.queues);
  };
  return {name, description, "tier", read, copy};
}

StudyEntry link_entry(const LinkName& link) {
  const std::string& name = link.name;
  const auto read = [link, name](const Value& links, Study& study) {
    const Value value = links[name];
    erase_entry(study.links, name);
    erase_entry(study.trace_files, name);
    if (!value.given() || (value.is_scalar() && value.text() == "none")) return;
    StudyLink described;
    read_link(link, value, described);
    study.links[name] = described;
    if (!described.trace_file.empty()) study.trace_files[name] = described.trace_file;
  };
  const auto copy = [name](const Study& from, Study& to) {
    copy_entry(from.links, name, to.links);
    copy_entry(from.trace_files, name, to.trace_files);
  };
  return {name, link.description, link.is_access ? "access_link" : "link", read, copy};
}

void print_tiers(const Study& study, YAML::Emitter& out) {
  out << YAML::BeginMap;
  for (const auto& [name, tier] : study.tiers) {
    out << YAML::Key << name << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_keys(tier_keys(), StudyTier{tier, study.queues.at(name)}, out);
    out << YAML::EndMap;
  }
  out << YAML::EndMap;
}

void print_links(const Study& study, YAML::Emitter& out) {
  out << YAML::BeginMap;
  if (study.links.count("client-mobile") == 0)
    out << YAML::Key << "client-mobile" << YAML::Value << "none";
  for (const auto& [name, link] : study.links) {
    const auto trace = study.trace_files.find(name);
    const StudyLink described{link, trace == study.trace_files.end() ? "" : trace->second};
    out << YAML::Key << name << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_keys(keys_of(*link.kind), described, out);
    out << YAML::EndMap;
  }
  out << YAML::EndMap;
}

/// A map whose entries are read one by one. The key itself reads which entries there are.
StudyKey map_of_entries(std::string name, std::string meaning, std::vector<StudyEntry> entries) {
  StudyKey made;
  made.included = StudyKey::Included::by_name;
  made.is_swept = true;
  made.entries = std::move(entries);
  const std::vector<std::string> names = names_of(made.entries);
  KeyDescription& description = made.key.description;
  description.name = std::move(name);
  description.meaning = std::move(meaning);
  description.values = "a map of " + words_for_names(names);
  Json properties = Json::object();
  for (const StudyEntry& entry : made.entries)
    properties[entry.name] = {{"description", entry.description},
                              {"$ref", "#/$defs/" + entry.schema}};
  description.schema = {
      {"type", "object"}, {"additionalProperties", false}, {"properties", properties}};
  made.key.read = [names](const Value& value, Study&) { value.check_keys(names); };
  made.key.is_printed = [](const Study&) { return true; };
  return made;
}

}  // namespace

StudyKey tiers_key() {
  std::vector<StudyEntry> entries;
  for (const CatalogEntry& tier : known_tiers())
    entries.push_back(tier_entry(std::string(tier.name), std::string(tier.description)));
  StudyKey made = map_of_entries("tiers", "Places that compute.", std::move(entries));
  made.key.description.missing = "is missing (add e.g. tiers: {edge: {cores: 1, cpu_share: 50 %}})";
  made.key.print = print_tiers;
  return made;
}

StudyKey links_key() {
  std::vector<StudyEntry> entries;
  for (const LinkName& link : link_names()) entries.push_back(link_entry(link));
  StudyKey made = map_of_entries(
      "links",
      "Links between the places. Without `client-mobile`, requests start on the mobile device.",
      std::move(entries));
  made.key.print = print_links;
  return made;
}

}  // namespace tiersim
