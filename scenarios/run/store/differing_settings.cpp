#include "scenarios/run/store/differing_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "scenarios/run/store/study_settings.h"
#include "sim/base/error.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSweep = "sweep.";

/// One input of a merge.
struct Input {
  fs::path path;
  std::vector<StudySettings> studies;  ///< several if the file was merged before
  std::set<std::string> swept;         ///< paths that have a column in the file
  std::string made_from;               ///< differs if the profiles or the mode of two files do
  std::vector<std::string> rows;       ///< subject, operator and deployment of each scenario
};

std::vector<StudySettings> studies_in(const fs::path& path, const std::string& expanded) {
  try {
    return settings_of_studies(expanded);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}: {}", path.string(), error.what()));
  }
}

Input read_input(const fs::path& path) {
  const Provenance provenance = read_provenance(path);
  const Hdf5Reader file(path);
  Input input{path,
              studies_in(path, provenance.study_expanded),
              {},
              provenance.profiles_key + " " + provenance.mode,
              {}};
  for (const std::string& name : file.names_in("/scenarios"))
    if (name.rfind(kSweep, 0) == 0) input.swept.insert(name.substr(std::string(kSweep).size()));
  const auto subjects = file.texts("/scenarios/subject"),
             operators = file.texts("/scenarios/operator"),
             deployments = file.texts("/scenarios/deployment");
  for (std::size_t i = 0; i < std::min({subjects.size(), operators.size(), deployments.size()});
       ++i)
    input.rows.push_back(subjects[i] + "\n" + operators[i] + "\n" + deployments[i]);
  return input;
}

std::set<std::string> setting_paths_of(const std::vector<Input>& inputs) {
  std::set<std::string> paths;
  for (const Input& input : inputs) {
    paths.insert(input.swept.begin(), input.swept.end());
    for (const StudySettings& study : input.studies)
      for (const auto& [path, text] : study) paths.insert(path);
  }
  paths.erase("merged_from");
  return paths;
}

bool differs(const std::vector<Input>& inputs, const std::string& path) {
  std::set<std::optional<std::string>> values;
  bool is_swept = false, is_fixed = false;
  for (const Input& input : inputs) {
    if (input.swept.count(path) > 0) {
      is_swept = true;
      continue;
    }
    for (const StudySettings& study : input.studies) {
      if (!has_entry_of(study, path)) continue;
      is_fixed = true;
      values.insert(setting_in(study, path));
    }
  }
  return values.size() > 1 || (is_swept && is_fixed);
}

/// The value of a setting in a file whose scenarios all have the same; nullopt if they do not, or
/// have none.
std::optional<std::string> common_value(const Input& input, const std::string& path) {
  std::optional<std::string> value;
  for (const StudySettings& study : input.studies) {
    const std::optional<std::string> own = setting_in(study, path);
    if (!own || (value && *value != *own)) return std::nullopt;
    value = own;
  }
  return value;
}

SettingColumn setting_column_of(const std::vector<Input>& inputs, const std::string& path) {
  SettingColumn column{path, {}};
  for (const Input& input : inputs) {
    const auto value = input.swept.count(path) > 0 ? std::nullopt : common_value(input, path);
    column.values.push_back(
        value ? std::optional(swept_value(read_measurements(input.path), path, *value))
              : std::nullopt);
  }
  return column;
}

/// A column of a file as texts; empty if it has none.
std::vector<std::string> cells_of(const Hdf5Reader& file, const std::string& column) {
  if (!file.is_column(column)) return {};
  if (file.kind_of(column) == Hdf5Reader::Kind::text) return file.texts(column);
  std::vector<std::string> texts;
  for (const double value : file.numbers(column)) texts.push_back(fmt::format("{:.17g}", value));
  return texts;
}

std::string cell_of(const std::optional<SweepValue>& value) {
  if (!value) return "";
  const double* const number = std::get_if<double>(&value->value);
  return number ? fmt::format("{:.17g}", *number) : std::get<std::string>(value->value);
}

/// Each scenario of a file, with its values in all columns.
std::set<std::string> scenarios_of(const Input& input, std::size_t number,
                                   const std::set<std::string>& swept,
                                   const std::vector<SettingColumn>& columns) {
  const Hdf5Reader file(input.path);
  std::vector<std::string> rows = input.rows;
  for (const std::string& path : swept) {
    const std::vector<std::string> own = cells_of(file, "/scenarios/" + (kSweep + path));
    const auto added = std::find_if(columns.begin(), columns.end(),
                                    [&](const SettingColumn& each) { return each.path == path; });
    const std::string fixed = added == columns.end() ? "" : cell_of(added->values[number]);
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i] += "\n" + (i < own.size() ? own[i] : fixed);
  }
  return {rows.begin(), rows.end()};
}

bool have_common(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& each) { return b.count(each) > 0; });
}

/// Whether two files have a scenario that no column tells apart although it was made otherwise.
bool are_confused(const std::vector<Input>& inputs, const std::vector<SettingColumn>& columns) {
  std::set<std::string> swept;
  for (const Input& input : inputs) swept.insert(input.swept.begin(), input.swept.end());
  if (swept.count("merged_from") > 0) return true;  // the others need the column, too
  for (const SettingColumn& column : columns) swept.insert(column.path);
  std::vector<std::set<std::string>> scenarios;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    scenarios.push_back(scenarios_of(inputs[i], i, swept, columns));
    for (std::size_t before = 0; before < i; ++before)
      if (inputs[i].made_from != inputs[before].made_from &&
          have_common(scenarios[i], scenarios[before]))
        return true;
  }
  return false;
}

}  // namespace

std::vector<SettingColumn> differing_settings(const std::vector<fs::path>& results) {
  std::vector<Input> inputs;
  for (const fs::path& path : results) inputs.push_back(read_input(path));
  std::vector<SettingColumn> columns;
  for (const std::string& path : setting_paths_of(inputs))
    if (differs(inputs, path)) columns.push_back(setting_column_of(inputs, path));
  if (!are_confused(inputs, columns)) return columns;
  SettingColumn sources{"merged_from", {}};
  for (const Input& input : inputs)
    sources.values.push_back(
        SweepValue{sources.path, "", input.path.string(), input.path.string()});
  columns.push_back(std::move(sources));
  return columns;
}

}  // namespace tiersim
