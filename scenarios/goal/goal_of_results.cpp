#include "scenarios/goal/goal_of_results.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <set>

#include "scenarios/study/tables/goal.h"
#include "scenarios/study/yaml/document.h"
#include "sim/base/error.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

/// The text of each goal of the studies, and "" for a study without a goal.
std::set<std::string> goal_texts(const std::string& expanded) {
  std::set<std::string> texts;
  for (const YAML::Node& study : YAML::LoadAll(expanded)) {
    YAML::Emitter out;
    if (study.IsMap() && study["goal"]) out << study["goal"];
    texts.insert(out.c_str());
  }
  return texts;
}

}  // namespace

Goal goal_in(const std::string& expanded, const std::string& file) {
  std::set<std::string> texts;
  try {
    texts = goal_texts(expanded);
  } catch (const YAML::Exception&) {
    throw UserError(
        fmt::format("{}: is damaged: its study is not YAML (run the study again)", file));
  }
  Goal goal;
  if (texts.size() != 1 || texts.begin()->empty()) return goal;
  const Document document = Document::parse(*texts.begin(), file + " (goal)");
  ReadContext context;
  read_keys(goal_keys(), Value::root_of(document, context), goal);
  return goal;
}

Goal goal_of_results(const std::filesystem::path& results) {
  const Hdf5Reader file(results);
  check_schema(file, results);
  return goal_in(file.text_attribute("study_expanded"), results.string());
}

}  // namespace tiersim
