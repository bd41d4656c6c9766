#include "scenarios/study/tables/study_keys.h"

#include <functional>

#include "scenarios/study/tables/goal.h"
#include "scenarios/study/tables/models.h"
#include "scenarios/study/tables/names.h"
#include "scenarios/study/tables/network.h"
#include "scenarios/study/tables/request.h"

namespace tiersim {
namespace {

constexpr std::int64_t kStudyVersion = 1;

/// A key that has no member of the study.
Key<Study> key_without_member(std::string name, std::string meaning, std::string values,
                              Json schema) {
  Key<Study> made;
  made.description.name = std::move(name);
  made.description.meaning = std::move(meaning);
  made.description.values = std::move(values);
  made.description.schema = std::move(schema);
  made.read = [](const Value&, Study&) {};
  made.is_printed = [](const Study&) { return false; };
  return made;
}

Key<Study> version_key() {
  Key<Study> made =
      key_without_member("tiersim", "Version of the format.", "1", {{"const", kStudyVersion}});
  made.description.missing = "is missing (begin with tiersim: 1)";
  made.description.examples = {kStudyVersion};
  made.read = [](const Value& value, Study&) { value.integer(kStudyVersion, kStudyVersion); };
  made.print = [](const Study&, YAML::Emitter& out) { out << kStudyVersion; };
  made.is_printed = [](const Study&) { return true; };
  return made;
}

Key<Study> include_key() {
  Key<Study> made = key_without_member(
      "include",
      "Files with defaults for `tiers`, `links`, `models`, `network`, `relay`, `profiles` and "
      "`request`. An entry of the study replaces an included one as a whole. In a list, later "
      "files "
      "win.",
      "a path or a list of paths",
      {{"anyOf", Json::array({{{"$ref", "#/$defs/path"}}, {{"$ref", "#/$defs/names"}}})}});
  made.description.examples = {"testbed.yaml", {"testbed.yaml", "phones.yaml"}};
  made.read = [](const Value& value, Study&) {
    if (value.is_scalar()) value.text();  // notes that the command line's value was used
  };
  return made;
}

Key<Study> goal_key() {
  return section_key("goal", &Study::goal, goal_keys(),
                     "What the study is asked to reach. `tiersim show`, `tiersim-analyze summary` "
                     "and the report answer it first.")
      .printed_if([](const Study& study) { return study.goal.is_asked(); });
}

Key<Study> models_key() {
  Key<Study> made;
  made.description.name = "models";
  made.description.meaning = "Models of your own, by the name that `subjects` uses.";
  made.description.values = "a map of names";
  made.description.schema = {{"type", "object"},
                             {"propertyNames", {{"pattern", "^[A-Za-z0-9_-]{1,60}$"}}},
                             {"additionalProperties", {{"$ref", "#/$defs/model"}}}};
  made.read = [](const Value& value, Study& study) { study.models = read_models(value); };
  made.print = [](const Study& study, YAML::Emitter& out) { print_models(study.models, out); };
  made.is_printed = [](const Study& study) { return !study.models.empty(); };
  return made;
}

Key<Study> profiles_key() {
  return key<Study>("profiles", &Study::profiles_file, path(),
                    "A CSV file of times measured elsewhere, with the columns `subject`, "
                    "`operator`, `stage`, `tier`, `service_ms`, `load_ms`, and optionally "
                    "`output_bytes` and `accuracy`.",
                    {"phones.csv"})
      .without_default()
      .printed_if([](const Study& study) { return study.imported != nullptr; });
}

Key<Study> sweep_key() {
  return key_without_member(
      "sweep", "Paths of settings and their values. Several paths cross. The last changes fastest.",
      "a map of paths", {{"$ref", "#/$defs/sweep"}});
}

}  // namespace

const std::vector<StudyKey>& study_keys() {
  using Included = StudyKey::Included;
  static const std::vector<StudyKey> keys{
      {version_key()},
      {key<Study>("question", &Study::question, text(),
                  "The question that the study answers. It is kept with the results.",
                  {"Which rewrite of a photo classifier, on which tier, answers fastest?"})
           .without_default()},
      {goal_key()},
      {include_key()},
      {models_key(), Included::by_name},
      {subjects_key()},
      {operators_key()},
      {deployments_key()},
      tiers_key(),
      links_key(),
      {section_key("network", &Study::network, network_keys(), "How the network is simulated."),
       Included::whole, true},
      {key<Study>("relay", &Study::store_and_forward,
                  one_of<bool>({{"routed", false}, {"store-and-forward", true}}),
                  "With `store-and-forward`, every place on the way receives the whole message "
                  "before it sends it on.",
                  {"routed", "store-and-forward"}),
       Included::whole, true},
      {key<Study>("start", &Study::cold_start, one_of<bool>({{"warm", false}, {"cold", true}}),
                  "`warm`: connections are open and have carried one request; models are loaded. "
                  "`cold`: every request opens its connections and loads its model.",
                  {"warm", "cold"}),
       Included::no, true},
      {key<Study>("compute", &Study::live, one_of<bool>({{"measured", false}, {"live", true}}),
                  "`measured`: service times are drawn from profiles. `live`: the real model "
                  "computes each request while the request is simulated.",
                  {"measured", "live"}),
       Included::no, true},
      {section_key("emulate", &Study::emulation, emulation_keys(),
                   "How `tiersim emulate` runs the study."),
       Included::no, true},
      {key<Study>("extrapolate", &Study::extrapolate, true_or_false(),
                  "With `true`, tiers with more cores than this machine are calculated and marked.",
                  {true, false}),
       Included::no, true},
      {profiles_key(), Included::whole},
      {section_key("request", &Study::request, request_keys(),
                   "What requests carry, when they come, and how they end."),
       Included::whole, true},
      {key<Study>("seed", &Study::seed, whole_number(0, INT64_MAX),
                  "Seed of all random numbers. The same seed gives the same results.", {1, 42}),
       Included::no, true},
      {sweep_key()}};
  return keys;
}

std::vector<std::string> names_of(const std::vector<StudyKey>& keys) {
  std::vector<std::string> names;
  for (const StudyKey& key : keys) names.push_back(key.name());
  return names;
}

std::vector<std::string> names_of(const std::vector<StudyEntry>& entries) {
  std::vector<std::string> names;
  for (const StudyEntry& entry : entries) names.push_back(entry.name);
  return names;
}

void read_study_key(const StudyKey& study_key, const Value& root, Study& study) {
  const Key<Study>& key = study_key.key;
  const Value value = root[study_key.name()];
  if (value.given() || key.is_read_always)
    key.read(value, study);
  else if (!key.description.missing.empty())
    value.fail(key.description.missing);
}

}  // namespace tiersim
