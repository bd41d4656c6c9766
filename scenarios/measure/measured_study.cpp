#include "scenarios/measure/measured_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "scenarios/measure/choose_cut.h"
#include "scenarios/measure/tier_process.h"
#include "scenarios/study/pairs.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

std::string accuracy_of(const VariantRecord& variant) {
  return std::isnan(variant.accuracy) ? "accuracy unknown"
                                      : fmt::format("accuracy {:.2f} %", 100 * variant.accuracy);
}

void prepare_variant(const ExpandedStudy& study, const std::string& subject,
                     const OperatorSpec& spec, TierProcess& tier, MeasuredStudy& measured,
                     const Report& report) {
  const VariantId id{subject, spec.text()};
  if (measured.variants.count(id) > 0) return;
  bool worked = false;
  const auto reply =
      tier.ask(protocol::to_json(protocol::PrepareRequest{subject, spec, model_of(study, subject)}),
               [&](const std::string& step) {
                 worked = true;
                 report(fmt::format("prepare {}: {}", to_string(id), step));
               });
  const VariantRecord& variant = measured.variants[id] = protocol::variant_from(reply);
  if (worked) ++measured.prepared;
  report(fmt::format("prepare {}: {}, {}{}", to_string(id), worked ? "done" : "kept from before",
                     accuracy_of(variant), variant.note.empty() ? "" : ", " + variant.note));
}

/// Where the model of a scenario can be cut.
const std::vector<CutRecord>& cuts_of(const ExpandedStudy& study, const ScenarioPlan& plan,
                                      TierProcess& tier, MeasuredStudy& measured,
                                      const Report& report) {
  const OperatorSpec spec = before_cut(*plan.study_operator.known());
  const VariantId id{plan.subject, spec.text()};
  const auto known = measured.cuts.find(id);
  if (known != measured.cuts.end()) return known->second;
  auto request = protocol::to_json(
      protocol::PrepareRequest{plan.subject, spec, model_of(study, plan.subject)});
  request["request"] = "cuts";
  const auto reply = tier.ask(request, [&](const std::string& step) {
    report(fmt::format("prepare {}: {}", to_string(id), step));
  });
  return measured.cuts[id] = protocol::cuts_from(reply);
}

/// The record of a model that was not prepared here, from the imported profiles.
VariantRecord imported_variant(const Study& study, const VariantId& id) {
  const ImportedVariant& from = *study.imported->variant(id.subject, id.operator_name);
  VariantRecord variant;
  variant.subject = id.subject;
  variant.operator_name = id.operator_name;
  variant.note = "measured elsewhere: " + study.imported->file;
  if (from.accuracy) variant.accuracy = *from.accuracy;
  variant.parameters = variant.model_bytes = variant.file_bytes = -1;
  variant.prepare_seconds = std::nan("");
  variant.input = {-1};
  for (const auto& [place, stage] : from.stages) {
    const auto number = static_cast<std::size_t>(place.first);
    variant.stage_output.resize(std::max(variant.stage_output.size(), number + 1), {-1});
    if (stage.output) variant.stage_output[number] = *stage.output;
  }
  variant.key =
      content_key({"imported", id.subject, id.operator_name, fmt::format("{}", variant.accuracy),
                   std::to_string(variant.stage_output[0].value)});
  return variant;
}

/// Throws UserError if the file of imported profiles has a half of a model whose cut is open: the
/// file does not tell where that half was cut.
void check_cut_may_be_chosen(const ExpandedStudy& study, const ScenarioPlan& plan) {
  int stage = 0;
  for (const std::string& tier : tiers_of(plan.deployment)) {
    if (is_imported(study.points[0].study, plan.subject, plan.study_operator, stage++, tier))
      throw UserError(fmt::format(
          "{}: has rows of {} {} on {}, whose cut is open (name it in rows "
          "and study, e.g. partition(cut=layer2.0.add))",
          study.points[0].study.imported->file, plan.subject, plan.study_operator.text(), tier));
  }
}

}  // namespace

std::string describe(const TierSettings& tier) {
  const std::string workers = tier.workers == 1 ? "" : fmt::format(", {} workers", tier.workers);
  return fmt::format("{} at {} of {} core{}, {}{}", tier.name, to_string(tier.cpu_share),
                     tier.cores, tier.cores == 1 ? "" : "s", to_string(tier.memory), workers) +
         (tier.batch > 1 ? fmt::format(", batches of {}", tier.batch) : "");
}

std::optional<ModelSpec> model_of(const ExpandedStudy& study, const std::string& subject) {
  const auto& models = study.points.at(0).study.models;
  const auto found = models.find(subject);
  return found == models.end() ? std::nullopt : std::optional(found->second);
}

VariantId MeasuredStudy::variant_id(const ExpandedStudy& study, std::size_t scenario) const {
  return {study.scenarios[scenario].subject, operator_names[scenario]};
}

const VariantRecord& MeasuredStudy::variant(const ExpandedStudy& study,
                                            std::size_t scenario) const {
  return variants.at(variant_id(study, scenario));
}

const StageProfile& MeasuredStudy::profile(const ExpandedStudy& study, std::size_t scenario,
                                           int stage, int batch) const {
  const ScenarioPlan& plan = study.scenarios[scenario];
  const std::string name = tiers_of(plan.deployment).at(static_cast<std::size_t>(stage));
  TierSettings tier = study.points[plan.point].study.tiers.at(name);
  tier.batch = batch;
  return profiles.at({variant_id(study, scenario), stage, tier});
}

std::string MeasuredStudy::content() const {
  std::vector<std::string> parts = operator_names;
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
  std::optional<TierProcess> tier;  // not started if everything is imported
  for (const ScenarioPlan& plan : study.scenarios) {
    if (const Study& settings = study.points[0].study;
        !is_prepared(settings, plan.subject, plan.study_operator)) {
      const VariantId id{plan.subject, plan.study_operator.text()};
      measured.operator_names.push_back(id.operator_name);
      measured.variants.emplace(id, imported_variant(settings, id));
      continue;
    }
    if (!tier) {
      tier.emplace();
      measured.description =
          protocol::description_from(tier->ask({{"request", "describe"}}, report));
    }
    OperatorSpec spec = *plan.study_operator.known();
    if (leaves_cut_open(plan.study_operator)) {
      check_cut_may_be_chosen(study, plan);
      const std::vector<CutRecord>& cuts = cuts_of(study, plan, *tier, measured, report);
      spec =
          with_cut(spec, choose_cut(cuts, study.points[plan.point].study, plan.deployment).layer);
    }
    measured.operator_names.push_back(spec.text());
    prepare_variant(study, plan.subject, spec, *tier, measured, report);
  }
  return measured;
}

}  // namespace tiersim
