#include "scenarios/run/store/replay.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "scenarios/measure/choose_cut.h"
#include "sim/base/error.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& results, const std::string& what) {
  throw UserError(
      fmt::format("{}: holds no {} (run the study from its file, where it can be measured)",
                  results.string(), what));
}

/// Of profiles that were brought in: what the study reader asks of them.
std::shared_ptr<const ImportedProfiles> imports_of(const Results& stored) {
  auto imported = std::make_shared<ImportedProfiles>();
  for (const StageProfile& profile : stored.profiles) {
    if (profile.mechanism != "imported") continue;
    ImportedVariant& variant = imported->variants[{profile.subject, profile.operator_name}];
    ImportedStage& stage = variant.stages[{profile.stage, profile.tier}];
    stage.service = profile.service;
    stage.load = profile.load;
    const auto known = stored.variants.find(profile.subject + " " + profile.operator_name);
    if (known == stored.variants.end()) continue;
    variant.accuracy = known->second.accuracy;
    const auto number = static_cast<std::size_t>(profile.stage);
    if (number < known->second.stage_output.size())
      stage.output = known->second.stage_output[number];
  }
  return imported->variants.empty() ? nullptr : imported;
}

/// The name of a scenario's operator. An open cut is chosen anew: over other links another one may
/// be best.
std::string operator_name_of(const ExpandedStudy& study, const ScenarioPlan& plan,
                             const Results& stored, const fs::path& results) {
  const std::string& written = plan.study_operator.text();
  if (stored.variants.count(plan.subject + " " + written) > 0 ||
      !leaves_cut_open(plan.study_operator))
    return written;
  const OperatorSpec& spec = *plan.study_operator.known();
  const auto cuts = stored.cuts.find(plan.subject + " " + before_cut(spec).text());
  if (cuts == stored.cuts.end())
    refuse(results, fmt::format("cuts of {} {}", plan.subject, written));
  const CutRecord& best = choose_cut(cuts->second, study.points.at(0).study, plan.deployment);
  return with_cut(spec, best.layer).text();
}

}  // namespace

bool is_results_file(const fs::path& path) {
  constexpr std::string_view kSignature("\x89HDF\r\n\x1a\n", 8);
  std::array<char, 8> begin{};
  std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
  return std::string_view(begin.data(), begin.size()) == kSignature;
}

Replay read_replay(const fs::path& results, const Overrides& overrides) {
  Results stored = read_measurements(results);
  if (stored.attributes.at("study_expanded").find("\n---\n") != std::string::npos)
    throw UserError(
        fmt::format("{}: was merged from several studies (run these again)", results.string()));
  Document document =
      Document::parse(stored.attributes.at("study_expanded"), results.string() + " (study)");
  Replay replay{expand(std::move(document), overrides, {stored.files, imports_of(stored)}), {}};
  const ExpandedStudy& study = replay.study;
  MeasuredStudy& measured = replay.measured;
  measured.description.cpu_model = stored.attributes.at("cpu_model");
  measured.description.libtorch_version = stored.attributes.at("libtorch_version");

  std::map<ProfileId, const StageProfile*> profiles;
  for (std::size_t i = 0; i < stored.profiles.size(); ++i) {
    const StageProfile& profile = stored.profiles[i];
    profiles[{profile.subject, profile.operator_name, profile.stage, stored.settings[i]}] =
        &profile;
  }
  for (const ScenarioPlan& plan : study.scenarios) {
    const Study& settings = study.points[plan.point].study;
    if (settings.live) refuse(results, "model that could compute live");
    const std::string operator_name = operator_name_of(study, plan, stored, results);
    measured.operator_names.push_back(operator_name);
    const std::string name = plan.subject + " " + operator_name;
    const auto variant = stored.variants.find(name);
    if (variant == stored.variants.end()) refuse(results, fmt::format("variant {}", name));
    measured.variants.insert(*variant);
    int stage = 0;
    for (const std::string& name_of_tier : tiers_of(plan.deployment)) {
      for (const int batch : measured_batches(settings, name_of_tier)) {
        TierSettings tier = settings.tiers.at(name_of_tier);
        tier.batch = batch;
        const ProfileId id = id_of(plan.subject, operator_name, stage, tier);
        const auto profile = profiles.find(id);
        if (profile == profiles.end())
          refuse(results, fmt::format("profile of {} stage {} on {}", name, stage, describe(tier)));
        measured.profiles[id] = *profile->second;
      }
      ++stage;
    }
  }
  for (const auto& [name, cuts] : stored.cuts) measured.cuts[name] = cuts;
  return replay;
}

}  // namespace tiersim
