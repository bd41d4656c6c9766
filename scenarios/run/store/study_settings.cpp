#include "scenarios/run/store/study_settings.h"

#include <yaml-cpp/yaml.h>

#include <set>

#include "scenarios/run/store/replay.h"
#include "scenarios/study/expand/expand.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

const std::set<std::string> kNotCompared{"tiersim",   "question",    "goal",  "subjects",
                                         "operators", "deployments", "sweep", "include"};
/// Links without which requests take another path.
const std::set<std::string> kDetours{"links.client-mobile", "links.mobile-cloud"};

std::string yaml_text(const YAML::Node& node) {
  if (node.IsScalar()) return node.Scalar();
  YAML::Emitter out;
  out << YAML::Flow << node;
  return out.c_str();
}

void collect_settings(const YAML::Node& node, const std::string& path, StudySettings& settings) {
  if (!node.IsMap()) {
    settings[path] = yaml_text(node);
    return;
  }
  for (const auto& item : node) {
    const std::string below = path.empty() ? item.first.Scalar() : path + "." + item.first.Scalar();
    if (kNotCompared.count(below) == 0) collect_settings(item.second, below, settings);
  }
}

/// "links.edge-cloud" for "links.edge-cloud.queue"; "" if the setting belongs to no such entry.
std::string entry_of(const std::string& path) {
  const std::size_t first = path.find('.');
  const std::string map = path.substr(0, first);
  if (first == std::string::npos || (map != "tiers" && map != "links" && map != "models"))
    return "";
  return path.substr(0, path.find('.', first + 1));
}

bool has_below(const StudySettings& study, const std::string& entry) {
  const auto at = study.lower_bound(entry + ".");
  return at != study.end() && at->first.rfind(entry + ".", 0) == 0;
}

std::string without_sweep(const std::string& expanded) {
  YAML::Node study = YAML::LoadAll(expanded).at(0);
  study.remove("sweep");
  YAML::Emitter out;
  out << study;
  return out.c_str();
}

}  // namespace

std::vector<StudySettings> settings_of_studies(const std::string& expanded) {
  std::vector<StudySettings> all;
  try {
    for (const YAML::Node& study : YAML::LoadAll(expanded)) {
      StudySettings settings;
      collect_settings(study, "", settings);
      for (const std::string& detour : kDetours)
        settings[detour] = has_below(settings, detour) ? "given" : "none";
      all.push_back(std::move(settings));
    }
  } catch (const YAML::Exception&) {
    throw UserError("is damaged: its study is not YAML (run the study again)");
  }
  return all;
}

std::optional<std::string> setting_in(const StudySettings& study, const std::string& path) {
  const auto found = study.find(path);
  return found == study.end() ? std::nullopt : std::optional(found->second);
}

bool has_entry_of(const StudySettings& study, const std::string& path) {
  const std::string entry = entry_of(path);
  return entry.empty() || kDetours.count(path) > 0 || has_below(study, entry);
}

SweepValue swept_value(const Results& measurements, const std::string& path,
                       const std::string& text) {
  try {
    Document study =
        Document::parse(without_sweep(measurements.attributes.at("study_expanded")), "study");
    const ExpandedStudy one =
        expand(std::move(study), {{}, {{path, text}}}, files_of(measurements));
    if (one.points.size() == 1) return one.points[0].values.at(0);
  } catch (const std::exception&) {
    // It cannot be swept, and is stored as it is written.
  }
  return {path, "", text, text};
}

}  // namespace tiersim
