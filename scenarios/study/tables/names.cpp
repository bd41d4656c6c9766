#include "scenarios/study/tables/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"
#include "models/catalog/nearest_name.h"
#include "models/catalog/operator_spec.h"

namespace tiersim {
namespace {

const std::vector<std::string> kDeployments{"mobile",      "edge",       "cloud",
                                            "mobile-edge", "edge-cloud", "mobile-cloud"};

std::vector<std::string> read_names(const Value& value, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const Value& item : value.list()) names.push_back(item.one_of(known));
  return names;
}

void read_subjects(const Value& value, Study& study) {
  std::vector<std::string> known = names_of(known_subjects());
  for (const auto& [name, model] : study.models) known.push_back(name);
  if (study.imported) {
    for (const auto& [id, variant] : study.imported->variants) {
      if (std::find(known.begin(), known.end(), id.first) == known.end()) known.push_back(id.first);
    }
  }
  study.subjects = read_names(value, known);
}

/// A text that says no known operator is a foreign one if rows of imported profiles bear it.
StudyOperator read_operator(const std::string& text, const ImportedProfiles* imported) {
  try {
    return parse_operator(text);
  } catch (const UserError&) {
    if (!imported) throw;
    if (imported->has_operator(text)) return StudyOperator::foreign(text);
    std::vector<std::string> names;
    for (const auto& [id, variant] : imported->variants) names.push_back(id.second);
    const std::string near = nearest_name(text, names);
    if (near.empty()) throw;
    throw UserError(fmt::format("unknown operator \"{}\" (did you mean \"{}\", of {}?)",
                                printable(text), near, imported->file));
  }
}

void read_operators(const Value& value, Study& study) {
  std::vector<StudyOperator> operators;
  for (const Value& item : value.list())
    operators.push_back(item.quantity(
        [&](const std::string& text) { return read_operator(text, study.imported.get()); }));
  study.operators = std::move(operators);
}

const std::string& text_of(const std::string& name) { return name; }
const std::string& text_of(const StudyOperator& study_operator) { return study_operator.text(); }

template <typename Names>
Key<Study> names_key(const std::string& name, Names Study::*member, Json schema,
                     std::string missing) {
  Key<Study> made;
  made.description.name = name;
  made.description.schema = std::move(schema);
  made.description.missing = std::move(missing);
  made.print = [member](const Study& study, YAML::Emitter& out) {
    out << YAML::Flow << YAML::BeginSeq;
    for (const auto& name : study.*member) out << text_of(name);
    out << YAML::EndSeq;
  };
  made.is_printed = [](const Study&) { return true; };
  return made;
}

}  // namespace

Key<Study> subjects_key() {
  Key<Study> made = names_key("subjects", &Study::subjects, {{"$ref", "#/$defs/names"}},
                              "is missing (add e.g. subjects: [wide_resnet_mini])");
  made.description.meaning =
      "Models: known subjects (`tiersim list subjects`), models of your own, or subjects of "
      "`profiles`.";
  made.description.values = "a list of names";
  made.description.examples = {{"wide_resnet_mini"}, {"bert_mini", "roberta_mini"}};
  made.read = read_subjects;
  return made;
}

Key<Study> operators_key() {
  Key<Study> made = names_key("operators", &Study::operators, {{"$ref", "#/$defs/names"}},
                              "is missing (add e.g. operators: [identity])");
  made.description.meaning =
      "Operators that rewrite a model (`tiersim list operators`), composed from left to right with "
      "`+`.";
  made.description.values = "a list of operators";
  made.description.examples = {{"identity", "sptq", "distilled+sptq", "sptq+partition"}};
  made.read = read_operators;
  return made;
}

Key<Study> deployments_key() {
  Key<Study> made = names_key("deployments", &Study::deployments,
                              {{"type", "array"},
                               {"items", {{"enum", kDeployments}}},
                               {"minItems", 1},
                               {"uniqueItems", true}},
                              "is missing (add e.g. deployments: [mobile, edge])");
  made.description.meaning =
      "The tiers that compute. A model that is split needs two tiers, others one.";
  made.description.values = "a list of " + words_for_names(kDeployments);
  made.description.examples = {{"mobile", "edge", "mobile-edge"}};
  made.read = [](const Value& value, Study& study) {
    study.deployments = read_names(value, kDeployments);
  };
  return made;
}

}  // namespace tiersim
