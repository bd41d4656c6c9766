#include "scenarios/measure/profile_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenarios/measure/extrapolate.h"
#include "scenarios/measure/profile_store.h"
#include "scenarios/study/pairs.h"
#include "sim/base/error.h"
#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

bool is_larger_than_host(const TierSettings& tier) { return tier.cores > host_cores(); }

}  // namespace

int Target::missing_cold_starts() const {
  return std::max(0, cold_starts - static_cast<int>(draft.cold.size()));
}

bool Target::is_complete() const {
  return draft.has_enough_samples() && missing_cold_starts() == 0;
}

ProfilePlan plan_profiles(const ExpandedStudy& study, const MeasuredStudy& measured) {
  ProfilePlan all;
  const bool starts_cold =
      std::any_of(study.points.begin(), study.points.end(),
                  [](const SweepPoint& point) { return point.study.cold_start; });
  std::set<ProfileId> seen;
  const auto add = [&](const VariantRecord& variant, int stage, const TierSettings& tier) {
    if (!seen.insert({variant.id(), stage, tier}).second) return;
    Target target{{variant, stage, tier, model_of(study, variant.subject)}, "", {}};
    if (starts_cold) target.cold_starts = kColdStarts;
    const protocol::Description& by = measured.description;
    target.key = profile_key(target.request, by.cpu_model, by.libtorch_version, by.kernel_revision);
    target.draft = recall_profile(target.request, target.key);
    // About what one core of a server of the 2020s does. It is used until the loaded stage is
    // timed.
    constexpr double kMacsPerSecond = 3e10;
    target.expected_ms = 1e3 * static_cast<double>(variant.macs) * tier.batch / kMacsPerSecond /
                         worker_share(tier).cpus;
    all.targets.push_back(std::move(target));
  };
  for (std::size_t scenario = 0; scenario < study.scenarios.size(); ++scenario) {
    const ScenarioPlan& plan = study.scenarios[scenario];
    if (study.points[plan.point].study.live) continue;
    const VariantRecord& variant = measured.variant(study, scenario);
    const std::vector<std::string> tiers = tiers_of(plan.deployment);
    for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
      const Study& settings = study.points[plan.point].study;
      const int number = static_cast<int>(stage);
      for (const int batch : measured_batches(settings, tiers[stage])) {
        TierSettings tier = settings.tiers.at(tiers[stage]);
        tier.batch = batch;
        if (is_imported(settings, plan.subject, plan.study_operator, number, tiers[stage])) {
          all.imports.push_back({variant, number, tier});
        } else if (!is_larger_than_host(tier)) {
          add(variant, number, tier);
        } else if (seen.insert({variant.id(), number, tier}).second) {
          for (const TierSettings& stand_in : stand_ins(tier)) add(variant, number, stand_in);
          all.extrapolations.push_back({variant, number, tier});
        }
      }
    }
  }
  return all;
}

void check_tiers(const ExpandedStudy& study) {
  for (const ScenarioPlan& plan : study.scenarios) {
    const Study& settings = study.points[plan.point].study;
    int stage = 0;
    for (const std::string& name : tiers_of(plan.deployment)) {
      const TierSettings& tier = settings.tiers.at(name);
      const bool imported = is_imported(settings, plan.subject, plan.study_operator, stage++, name);
      if (imported || !is_larger_than_host(tier)) continue;
      const auto fail = [&](const char* what, const char* remedy) {
        throw UserError(
            fmt::format("tiers.{}.cores: {} cores cannot {} on this machine, which has "
                        "{} (ask for fewer, or {})",
                        name, tier.cores, what, host_cores(), remedy));
      };
      if (study.mode == Mode::emulated) fail("be emulated", "simulate");
      if (settings.live) fail("compute live", "write compute: measured");
      if (!settings.extrapolate)
        fail("be measured", "write extrapolate: true to have their times calculated");
      stand_ins(tier);
    }
  }
}

}  // namespace tiersim
