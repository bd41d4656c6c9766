#include "scenarios/calibrate/calibration_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scenarios/run/scenario/request_path.h"
#include "scenarios/run/scenario/resolve_scenario.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

constexpr const char* kPayloadPath = "request.payload";

/// Whether a swept path sets the size of the payload.
bool sweeps_payload(const MeasuredCells& cells) {
  return std::any_of(cells.paths.begin(), cells.paths.end(), [](const std::string& path) {
    return path == kPayloadPath || path == "request";
  });
}

/// The mean size of the payload that the study gives a cell, in bytes.
double payload_of(const CellStudy& cells, const MeasuredStudy& measured, std::size_t cell) {
  const ScenarioPlan& plan = cells.study.scenarios[cell];
  const RequestPath path = request_path(cells.study.points[plan.point].study, plan.deployment);
  const ResolvedScenario resolved = resolve_scenario(cells.study, cell, measured, path, 1);
  double sum = 0;
  for (const Bytes size : resolved.scenario.payload) sum += static_cast<double>(size.value);
  return sum / static_cast<double>(resolved.scenario.payload.size());
}

Bytes whole_bytes(double size) { return {std::max<std::int64_t>(1, std::llround(size))}; }

}  // namespace

CalibrationModel::CalibrationModel(const CellStudy& cells, const MeasuredStudy& measured,
                                   bool known_sizes)
    : cells_(cells), measured_(measured) {
  for (std::size_t cell = 0; cell < cells.study.scenarios.size(); ++cell)
    add_cell(cell, known_sizes);
}

std::size_t CalibrationModel::index_of(const Parameter& parameter, double start) {
  const std::array<std::string, 4> key{std::to_string(static_cast<int>(parameter.kind)),
                                       parameter.subject, parameter.operator_name, parameter.tier};
  const auto [known, is_new] = known_parameters_.emplace(key, parameters_.size());
  if (is_new) {
    parameters_.push_back(parameter);
    start_.push_back(std::max(start, parameter.least()));
  }
  return known->second;
}

void CalibrationModel::add_stage(CalibratedStage stage) {
  const std::array<std::string, 4> key{stage.subject, stage.operator_name,
                                       std::to_string(stage.stage), stage.tier};
  const auto [known, is_new] = known_stages_.emplace(key, stages_.size());
  if (is_new) {
    stages_.push_back(std::move(stage));
    return;
  }
  const CalibratedStage& other = stages_[known->second];
  if (!(other.variant == stage.variant))
    throw UserError(
        fmt::format("{} {} is cut at different layers in different deployments, which one file of "
                    "profiles cannot hold (name the cut, e.g. partition(cut=layer2.0.add))",
                    stage.subject, stage.operator_name));
  if (measured_.profiles.at(other.profile).key != measured_.profiles.at(stage.profile).key)
    throw UserError(
        fmt::format("{} {} on {} has other service times at other swept values, which one file of "
                    "profiles cannot hold (leave cells with other settings of the tier out)",
                    stage.subject, stage.operator_name, stage.tier));
}

void CalibrationModel::add_cell(std::size_t cell, bool known_sizes) {
  const ScenarioPlan& plan = cells_.study.scenarios[cell];
  const Study& settings = cells_.study.points[plan.point].study;
  const std::vector<std::string> tiers = tiers_of(plan.deployment);
  const std::string operator_name = plan.study_operator.text();
  const VariantId variant = measured_.variant_id(cells_.study, cell);
  CellParameters depends;
  if (!known_sizes && !sweeps_payload(cells_.measured) && tiers[0] != origin_of(settings))
    depends.payload =
        index_of({Parameter::Kind::payload, "", "", ""}, payload_of(cells_, measured_, cell));
  if (!known_sizes && tiers.size() == 2) {
    const Bytes sent = measured_.variant(cells_.study, cell).stage_output.at(0);
    depends.stage_output =
        index_of({Parameter::Kind::stage_output, plan.subject, operator_name, ""},
                 static_cast<double>(sent.value));
  }
  for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
    depends.overheads.push_back(
        index_of({Parameter::Kind::overhead, plan.subject, operator_name, tiers[stage]}, 0));
    TierSettings tier = settings.tiers.at(tiers[stage]);
    tier.batch = 1;
    add_stage({plan.subject,
               operator_name,
               static_cast<int>(stage),
               tiers[stage],
               {variant, static_cast<int>(stage), tier},
               variant,
               depends.overheads.back(),
               stage == 0 ? depends.stage_output : std::nullopt});
  }
  of_cell_.push_back(std::move(depends));
}

AdjustedStudy CalibrationModel::adjusted(const std::vector<double>& values,
                                         const std::array<double, 2>& extra,
                                         std::optional<Fidelity> fidelity) const {
  AdjustedStudy adjusted{cells_.study, measured_};
  std::set<ProfileId> done;
  for (std::size_t cell = 0; cell < of_cell_.size(); ++cell) {
    const ScenarioPlan& plan = cells_.study.scenarios[cell];
    const std::vector<std::string> tiers = tiers_of(plan.deployment);
    Study& settings = adjusted.study.points[plan.point].study;
    const CellParameters& depends = of_cell_[cell];
    if (depends.payload) settings.request.payload = whole_bytes(values[*depends.payload]);
    if (depends.stage_output)
      adjusted.measured.variants.at(measured_.variant_id(cells_.study, cell)).stage_output[0] =
          whole_bytes(values[*depends.stage_output]);
    for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
      TierSettings tier = settings.tiers.at(tiers[stage]);
      tier.batch = 1;
      const ProfileId id{measured_.variant_id(cells_.study, cell), static_cast<int>(stage), tier};
      if (!done.insert(id).second) continue;
      const std::int64_t overhead = std::llround(values[depends.overheads[stage]] + extra[stage]);
      for (MeasuredTime& time : adjusted.measured.profiles.at(id).service) time.ns += overhead;
    }
  }
  if (fidelity)
    for (SweepPoint& point : adjusted.study.points) point.study.network.fidelity = *fidelity;
  return adjusted;
}

}  // namespace tiersim
