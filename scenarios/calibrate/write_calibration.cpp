#include "scenarios/calibrate/write_calibration.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "scenarios/run/store/output_file.h"
#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProfilesFile = "profiles.csv";
constexpr const char* kIncludeFile = "calibrated.yaml";
constexpr const char* kFirstWords = "# Written by tiersim calibrate";

/// A text as a field of a CSV file, in quotes.
std::string quoted(const std::string& text) {
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
  return field + "\"";
}

std::string in_ms(std::int64_t ns) { return fmt::format("{:.6f}", static_cast<double>(ns) / 1e6); }

/// Whether a file is an include file that write_calibration() wrote.
bool is_calibration(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  return std::getline(stream, line) && line.rfind(kFirstWords, 0) == 0;
}

void write_whole(const fs::path& path, const std::string& text) {
  const PartialFile partial(path);
  std::ofstream stream(partial.path(), std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) {
    throw UserError(
        fmt::format("{}: cannot be written (check disk and permissions)", path.string()));
  }
  publish(partial.path(), path);
}

}  // namespace

std::string calibrated_profiles(const CalibrationModel& model, const std::vector<double>& values) {
  const AdjustedStudy adjusted = model.adjusted(values);
  std::string text = "subject,operator,stage,tier,service_ms,load_ms,output_bytes,accuracy\n";
  for (const CalibratedStage& stage : model.stages()) {
    const StageProfile& profile = adjusted.measured.profiles.at(stage.profile);
    const VariantRecord& variant = adjusted.measured.variants.at(stage.variant);
    const bool sends = stage.stage == 0 && variant.stage_output.size() > 1;
    const std::string front = fmt::format("{},{},{},{}", quoted(stage.subject),
                                          quoted(stage.operator_name), stage.stage, stage.tier);
    const std::string back =
        fmt::format("{},{}", sends ? std::to_string(variant.stage_output[0].value) : "",
                    std::isnan(variant.accuracy) ? "" : fmt::format("{}", variant.accuracy));
    // Load times are a list of their own. If it is longer, all service times are repeated.
    const std::size_t count = profile.service.size();
    const std::size_t rows =
        count * std::max<std::size_t>(1, (profile.load.size() + count - 1) / count);
    for (std::size_t row = 0; row < rows; ++row) {
      const MeasuredTime service = profile.service[row % count];
      text += fmt::format("{},{},{},{}\n", front, in_ms(std::max<std::int64_t>(1, service.ns)),
                          row < profile.load.size() ? in_ms(profile.load[row].ns) : "", back);
    }
  }
  return text;
}

std::string calibrated_include(const CellStudy& cells, const CalibrationModel& model,
                               const std::vector<double>& values, const fs::path& folder,
                               const fs::path& study_folder) {
  const AdjustedStudy adjusted = model.adjusted(values);
  std::size_t with_payload = 0;  // the point of a cell that sends the fitted payload
  for (const std::size_t cell : cells.all_cells())
    if (model.of(cell).payload) with_payload = cells.study.scenarios[cell].point;
  Study study = adjusted.study.points[with_payload].study;
  const std::string traced = "trace ";
  std::string& arrivals = study.request.arrivals_text;
  if (arrivals.rfind(traced, 0) == 0)
    arrivals =
        traced +
        fs::relative(study_folder / arrivals.substr(traced.size()), fs::absolute(folder)).string();
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "profiles" << YAML::Value << kProfilesFile;
  for (const StudyKey& key : study_keys()) {
    if (key.name() != "request") continue;
    out << YAML::Key << key.name() << YAML::Value;
    key.key.print(study, out);
  }
  out << YAML::EndMap;
  return fmt::format(
      "{} from {}. Include this file in a study that has no keys\n"
      "# profiles and request of its own: include: {}\n{}\n",
      kFirstWords, printable(fs::path(cells.measured.file).filename().string()), kIncludeFile,
      out.c_str());
}

void check_calibration_folder(const fs::path& folder, bool force) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw UserError(fmt::format("{}: is no folder (name a folder with -o)", folder.string()));
  bool found = false;
  for (const char* name : {kProfilesFile, kIncludeFile}) {
    const fs::path file = folder / name;
    const auto status = fs::symlink_status(file, error);
    if (!fs::exists(status)) continue;
    found = true;
    if (!force)
      throw UserError(fmt::format(
          "{}: exists (use --force to replace it, or -o for another folder)", file.string()));
    if (!fs::is_regular_file(status))
      throw UserError(
          fmt::format("{}: is not a regular file (name another folder with -o)", file.string()));
  }
  if (found && !is_calibration(folder / kIncludeFile))
    throw UserError(
        fmt::format("{}: holds {} or {}, which tiersim calibrate has not written (move it, or name "
                    "another folder with -o)",
                    folder.string(), kProfilesFile, kIncludeFile));
}

void check_replaces_no_input(const fs::path& folder, const std::vector<fs::path>& inputs) {
  for (const char* name : {kProfilesFile, kIncludeFile})
    for (const fs::path& input : inputs) check_is_no_input(folder / name, input);
}

void write_calibration(const fs::path& folder, const std::string& profiles,
                       const std::string& include) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw UserError(fmt::format("{}: cannot be made: {} (name another folder with -o)",
                                folder.string(), error.message()));
  write_whole(folder / kProfilesFile, profiles);
  write_whole(folder / kIncludeFile, include);
}

}  // namespace tiersim
