#include "scenarios/study/read/read_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "models/catalog/catalog.h"
#include "models/catalog/operator_spec.h"
#include "scenarios/study/read/check_study.h"
#include "scenarios/study/read/read_imported_profiles.h"
#include "scenarios/study/read/read_models.h"
#include "scenarios/study/read/study_sections.h"

namespace tiersim {
namespace {

constexpr std::int64_t kStudyVersion = 1;
const std::vector<std::string> kDeployments{"mobile",      "edge",       "cloud",
                                            "mobile-edge", "edge-cloud", "mobile-cloud"};

std::vector<std::string> read_names(const Value& value, const char* example,
                                    const std::vector<std::string>& known) {
  if (!value.given())
    value.fail(fmt::format("is missing (add e.g. {}: [{}])", value.path(), example));
  std::vector<std::string> names;
  for (const Value& item : value.list()) names.push_back(item.one_of(known));
  return names;
}

/// A text that says no known operator is a foreign one if rows of imported profiles bear it.
StudyOperator read_operator(const std::string& text, const ImportedProfiles* imported) {
  try {
    return parse_operator(text);
  } catch (const UserError&) {
    if (!imported || !imported->has_operator(text)) throw;
    return StudyOperator::foreign(text);
  }
}

std::vector<StudyOperator> read_operators(const Value& value, const ImportedProfiles* imported) {
  if (!value.given()) value.fail("is missing (add e.g. operators: [identity])");
  std::vector<StudyOperator> operators;
  for (const Value& item : value.list())
    operators.push_back(
        item.quantity([&](const std::string& text) { return read_operator(text, imported); }));
  return operators;
}

}  // namespace

std::shared_ptr<const ImportedProfiles> read_imports(Document& document) {
  const Value file = Value::root_of(document)["profiles"];
  if (!file.given()) return nullptr;
  if (document.brought()) return document.brought();
  const std::filesystem::path path = document.folder() / file.text();
  return std::make_shared<const ImportedProfiles>(
      read_imported_profiles(path, path.lexically_proximate(std::filesystem::current_path())));
}

Study read_fixed(Document& document, std::shared_ptr<const ImportedProfiles> imported) {
  const Value root = Value::root_of(document);
  root.check_keys({"tiersim", "question", "include", "models", "subjects", "operators",
                   "deployments", "tiers", "links", "network", "relay", "start", "compute",
                   "extrapolate", "profiles", "request", "seed", "sweep"});
  const Value version = root["tiersim"];
  if (!version.given()) version.fail("is missing (begin with tiersim: 1)");
  version.integer(kStudyVersion, kStudyVersion);

  if (const Value include = root["include"]; include.given() && include.is_scalar())
    include.text();  // noted, where the command line says it

  Study study;
  study.imported = std::move(imported);
  if (const Value profiles = root["profiles"]; profiles.given())
    study.profiles_file = profiles.text();
  if (const Value question = root["question"]; question.given()) study.question = question.text();
  study.models = read_models(root["models"]);
  std::vector<std::string> subjects = names_of(known_subjects());
  for (const auto& [name, model] : study.models) subjects.push_back(name);
  if (study.imported) {
    for (const auto& [id, variant] : study.imported->variants) {
      if (std::find(subjects.begin(), subjects.end(), id.first) == subjects.end())
        subjects.push_back(id.first);
    }
  }
  study.subjects = read_names(root["subjects"], "wide_resnet_mini", subjects);
  study.operators = read_operators(root["operators"], study.imported.get());
  study.deployments = read_names(root["deployments"], "mobile, edge", kDeployments);
  return study;
}

Study read_study(Document& document, std::shared_ptr<const ImportedProfiles> imported) {
  Study study = read_fixed(document, std::move(imported));
  const Value root = Value::root_of(document);
  for (const StudySection& section : study_sections()) section.read(root, section.name, study);
  check_study(root, study);
  return study;
}

}  // namespace tiersim
