#include "scenarios/run/store/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string_view>
#include <tuple>

#include "scenarios/measure/choose_cut.h"
#include "sim/base/error.h"
#include "sim/base/regular_file.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& results, const std::string& what) {
  throw UserError(
      fmt::format("{}: holds no {} (run the study from its file, where it can be measured)",
                  results.string(), what));
}

/// The imported profiles of the study, for its reader; none if it imported none.
std::shared_ptr<const ImportedProfiles> imports_of(const Results& stored) {
  auto imported = std::make_shared<ImportedProfiles>();
  for (const StageProfile& profile : stored.profiles) {
    if (profile.mechanism != "imported") continue;
    ImportedVariant& variant = imported->variants[{profile.subject, profile.operator_name}];
    ImportedStage& stage = variant.stages[{profile.stage, profile.tier}];
    stage.service = profile.service;
    stage.load = profile.load;
    const auto known = stored.variants.find(profile.variant());
    if (known == stored.variants.end()) continue;
    variant.accuracy = known->second.accuracy;
    const auto number = static_cast<std::size_t>(profile.stage);
    if (number < known->second.stage_output.size())
      stage.output = known->second.stage_output[number];
  }
  return imported->variants.empty() ? nullptr : imported;
}

/// The name of a scenario's operator. An open cut is chosen again, because with other links another
/// cut may be the best.
std::string operator_name_of(const ExpandedStudy& study, const ScenarioPlan& plan,
                             const Results& stored, const fs::path& results) {
  const std::string& written = plan.study_operator.text();
  if (stored.variants.count({plan.subject, written}) > 0 || !leaves_cut_open(plan.study_operator))
    return written;
  const OperatorSpec& spec = *plan.study_operator.known();
  const auto cuts = stored.cuts.find({plan.subject, before_cut(spec).text()});
  if (cuts == stored.cuts.end())
    refuse(results, fmt::format("cuts of {} {}", plan.subject, written));
  const CutRecord& best = choose_cut(cuts->second, study.points.at(0).study, plan.deployment);
  return with_cut(spec, best.layer).text();
}

/// The profiles of a results file. The file says in words at which settings of the tier each was
/// measured, so that profiles are found by these words.
class StoredProfiles {
 public:
  explicit StoredProfiles(const Results& stored) {
    for (const StageProfile& profile : stored.profiles)
      profiles_[{profile.variant(), profile.stage, profile.tier_settings}] = &profile;
  }
  /// Returns nullptr if the file has no such profile.
  const StageProfile* find(const ProfileId& id) const {
    const auto found = profiles_.find({id.variant, id.stage, describe(id.tier)});
    return found == profiles_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::tuple<VariantId, int, std::string>, const StageProfile*> profiles_;
};

/// The texts of the studies of a results file.
std::vector<std::string> studies_of(const Results& stored) {
  constexpr std::string_view kBetween = "\n---\n";  // as merge_results() joins texts
  const std::string& all = stored.attributes.at("study_expanded");
  std::vector<std::string> texts;
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find(kBetween, begin), all.size());
    texts.push_back(all.substr(begin, end - begin));
    begin = end + kBetween.size();
  }
  return texts;
}

Replay replay_of(const std::string& text, const Results& stored, const fs::path& results,
                 const Overrides& overrides) {
  Document document = Document::parse(text, results.string() + " (study)");
  Replay replay{expand(std::move(document), overrides, files_of(stored)), {}};
  const ExpandedStudy& study = replay.study;
  MeasuredStudy& measured = replay.measured;
  measured.description.cpu_model = stored.attributes.at("cpu_model");
  measured.description.libtorch_version = stored.attributes.at("libtorch_version");

  const StoredProfiles profiles(stored);
  for (const ScenarioPlan& plan : study.scenarios) {
    const Study& settings = study.points[plan.point].study;
    if (settings.live) refuse(results, "model that could compute live");
    const VariantId id{plan.subject, operator_name_of(study, plan, stored, results)};
    measured.operator_names.push_back(id.operator_name);
    const auto variant = stored.variants.find(id);
    if (variant == stored.variants.end()) refuse(results, "variant " + to_string(id));
    measured.variants.insert(*variant);
    int stage = 0;
    for (const std::string& name_of_tier : tiers_of(plan.deployment)) {
      for (const int batch : measured_batches(settings, name_of_tier)) {
        TierSettings tier = settings.tiers.at(name_of_tier);
        tier.batch = batch;
        const StageProfile* profile = profiles.find({id, stage, tier});
        if (!profile)
          refuse(results,
                 fmt::format("profile of {} stage {} on {}", to_string(id), stage, describe(tier)));
        measured.profiles[{id, stage, tier}] = *profile;
      }
      ++stage;
    }
  }
  measured.cuts = stored.cuts;
  return replay;
}

}  // namespace

StudyFiles files_of(const Results& measurements) {
  return {measurements.files, imports_of(measurements)};
}

bool is_results_file(const fs::path& path) {
  constexpr std::string_view kSignature("\x89HDF\r\n\x1a\n", 8);
  if (!why_not_a_file(path).empty()) return false;
  std::array<char, 8> begin{};
  std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
  return std::string_view(begin.data(), begin.size()) == kSignature;
}

std::vector<Replay> read_replays(const fs::path& results, const Overrides& overrides) {
  const Results stored = read_measurements(results);
  if (const auto mode = stored.attributes.find("mode");
      mode != stored.attributes.end() &&
      mode->second.find(name_of(Mode::emulated)) != std::string::npos)
    throw UserError(fmt::format(
        "{}: was emulated and holds no times to simulate with (run the study's own file)",
        results.string()));
  if (!stored.contradictions.empty())
    throw UserError(
        fmt::format("{}: was merged from files with different {} (simulate each of "
                    "these files again)",
                    results.string(), stored.contradictions[0]));
  std::vector<Replay> replays;
  for (const std::string& text : studies_of(stored))
    replays.push_back(replay_of(text, stored, results, overrides));
  return replays;
}

Replay read_replay(const fs::path& results, const Overrides& overrides) {
  std::vector<Replay> replays = read_replays(results, overrides);
  if (replays.size() > 1)
    throw UserError(
        fmt::format("{}: was merged from several studies (simulate it again in one "
                    "process, without mpirun)",
                    results.string()));
  return std::move(replays[0]);
}

}  // namespace tiersim
