#include "scenarios/run/measured_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "scenarios/run/choose_cut.h"
#include "scenarios/run/merge_profiles.h"
#include "scenarios/run/tier_process.h"
#include "sim/content_key.h"
#include "sim/quantile.h"

namespace tiersim {
namespace {

std::string describe(const TierProfile& tier) {
  return fmt::format("{} at {} of {} core{}, {}", tier.name, to_string(tier.cpu_share), tier.cores,
                     tier.cores == 1 ? "" : "s", to_string(tier.memory));
}

std::string name_of(const std::string& subject, const std::string& composition) {
  return subject + " " + composition;
}

ProfileId id_of(const std::string& subject, const std::string& composition, int stage,
                const TierProfile& tier) {
  return {subject, composition, stage, describe(tier)};
}

/// What the study says of a subject that it brings.
std::optional<ModelSpec> model_of(const ExpandedStudy& study, const std::string& subject) {
  const auto& models = study.points.at(0).study.models;
  const auto found = models.find(subject);
  return found == models.end() ? std::nullopt : std::optional(found->second);
}

std::string accuracy_of(const VariantRecord& variant) {
  return std::isnan(variant.accuracy) ? "accuracy unknown"
                                      : fmt::format("accuracy {:.2f} %", 100 * variant.accuracy);
}

void prepare_variant(const ExpandedStudy& study, const std::string& subject,
                     const std::string& composition, TierProcess& tier, MeasuredStudy& measured,
                     const Report& report) {
  const std::string name = name_of(subject, composition);
  if (measured.variants.count(name) > 0) return;
  bool worked = false;
  const auto reply = tier.ask(
      protocol::to_json(protocol::PrepareRequest{subject, composition, model_of(study, subject)}),
      [&](const std::string& step) {
        worked = true;
        report(fmt::format("prepare {}: {}", name, step));
      });
  const VariantRecord& variant = measured.variants[name] = protocol::variant_from(reply);
  if (worked) ++measured.prepared;
  report(fmt::format("prepare {}: {}, {}{}", name, worked ? "done" : "kept from before",
                     accuracy_of(variant), variant.note.empty() ? "" : ", " + variant.note));
}

/// Where the model of a scenario can be cut.
const std::vector<CutRecord>& cuts_of(const ExpandedStudy& study, const ScenarioPlan& plan,
                                      TierProcess& tier, MeasuredStudy& measured,
                                      const Report& report) {
  const std::string composition = before_cut(plan.composition);
  const std::string name = name_of(plan.subject, composition);
  const auto known = measured.cuts.find(name);
  if (known != measured.cuts.end()) return known->second;
  auto request = protocol::to_json(
      protocol::PrepareRequest{plan.subject, composition, model_of(study, plan.subject)});
  request["request"] = "cuts";
  const auto reply = tier.ask(
      request, [&](const std::string& step) { report(fmt::format("prepare {}: {}", name, step)); });
  return measured.cuts[name] = protocol::cuts_from(reply);
}

/// A profile on its way.
struct Measurement {
  protocol::ProfileRequest request;
  std::vector<StageProfile> parts;  ///< one from each process
  bool fresh{false};                ///< whether a part was not in the store
};

std::string name_of(const protocol::ProfileRequest& request) {
  return fmt::format("{} stage {} on {}",
                     name_of(request.variant.subject, request.variant.composition), request.stage,
                     describe(request.tier));
}

void measure_part(Measurement& measurement, TierProcess& process, const std::string& number,
                  const Report& report) {
  const std::string label = fmt::format("{} {}", number, name_of(measurement.request));
  const auto reply = process.ask(protocol::to_json(measurement.request),
                                 [&](const std::string& step) { report(label + ": " + step); });
  const StageProfile part = protocol::profile_from(reply);
  const bool fresh = reply.value("measured", true);
  const QuantileEstimate median = estimate_quantile(part.service, 0.5);
  report(fmt::format("{}: {}, median {:.3f} ms +- {:.1f} %, CPU share {:.1f} %", label,
                     fresh ? "measured" : "kept from before",
                     static_cast<double>(median.value.ns) / 1e6, 100 * median.relative_error(),
                     100 * part.achieved_cpu_share));
  measurement.parts.push_back(part);
  measurement.fresh = measurement.fresh || fresh;
}

}  // namespace

const VariantRecord& MeasuredStudy::variant(const ExpandedStudy& study,
                                            std::size_t scenario) const {
  return variants.at(name_of(study.scenarios[scenario].subject, compositions[scenario]));
}

const StageProfile& MeasuredStudy::profile(const ExpandedStudy& study, std::size_t scenario,
                                           int stage) const {
  const ScenarioPlan& plan = study.scenarios[scenario];
  const std::string tier = tiers_of(plan.deployment).at(static_cast<std::size_t>(stage));
  return profiles.at(id_of(plan.subject, compositions[scenario], stage,
                           study.points[plan.point].study.tiers.at(tier)));
}

std::string MeasuredStudy::content() const {
  std::vector<std::string> parts = compositions;
  for (const auto& [name, variant] : variants) parts.push_back(variant.key);
  for (const auto& [id, profile] : profiles) {
    parts.push_back(profile.key);
    for (const auto* times : {&profile.service, &profile.load}) {
      std::string numbers;
      for (const MeasuredTime time : *times) numbers += std::to_string(time.ns) + " ";
      parts.push_back(std::move(numbers));
    }
  }
  return content_key(parts);
}

MeasuredStudy prepare_variants(const ExpandedStudy& study, const Report& report) {
  MeasuredStudy measured;
  TierProcess tier;
  measured.description = protocol::description_from(tier.ask({{"request", "describe"}}, report));
  for (const ScenarioPlan& plan : study.scenarios) {
    std::string composition = plan.composition;
    if (leaves_cut_open(composition)) {
      const std::vector<CutRecord>& cuts = cuts_of(study, plan, tier, measured, report);
      const std::string& layer =
          choose_cut(cuts, study.points[plan.point].study, plan.deployment).layer;
      composition = with_cut(composition, layer);
    }
    measured.compositions.push_back(composition);
    prepare_variant(study, plan.subject, composition, tier, measured, report);
  }
  return measured;
}

void measure_profiles(const ExpandedStudy& study, MeasuredStudy& measured, const Report& report) {
  // By tier: one process can hold only one set of limits.
  std::map<std::string, std::vector<Measurement>> by_tier;
  std::set<ProfileId> seen;
  for (std::size_t scenario = 0; scenario < study.scenarios.size(); ++scenario) {
    const ScenarioPlan& plan = study.scenarios[scenario];
    const VariantRecord& variant = measured.variant(study, scenario);
    const std::vector<std::string> tiers = tiers_of(plan.deployment);
    for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
      const TierProfile& tier = study.points[plan.point].study.tiers.at(tiers[stage]);
      const int number = static_cast<int>(stage);
      if (!seen.insert(id_of(variant.subject, variant.composition, number, tier)).second) continue;
      by_tier[describe(tier)].push_back(
          {{variant, number, tier, model_of(study, variant.subject)}, {}, false});
    }
  }
  std::size_t done = 0;
  const std::size_t total = seen.size() * protocol::kProfileProcesses;
  for (auto& [tier, measurements] : by_tier) {
    // Process by process, not stage by stage: a slow spell of the machine meets several of them.
    for (int number = 0; number < protocol::kProfileProcesses; ++number) {
      TierProcess process;
      for (Measurement& measurement : measurements) {
        measurement.request.process = number;
        measure_part(measurement, process, fmt::format("profile {}/{}", ++done, total), report);
      }
    }
    for (const Measurement& measurement : measurements) {
      const protocol::ProfileRequest& request = measurement.request;
      StageProfile profile = merge_profiles(measurement.parts);
      if (measurement.fresh) ++measured.measured;
      if (!profile.reason.empty()) {
        report(fmt::format("profile {}: {}: {}", name_of(request),
                           profile.valid ? "UNSTABLE" : "INVALID", profile.reason));
      }
      measured.profiles[id_of(profile.subject, profile.composition, profile.stage, request.tier)] =
          std::move(profile);
    }
  }
}

}  // namespace tiersim
