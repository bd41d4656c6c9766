#include "scenarios/run/scenario/run_scenario.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>

#include "scenarios/run/scenario/live_tiers.h"
#include "scenarios/run/scenario/resolve_scenario.h"
#include "scenarios/run/scenario/scenario_seed.h"
#include "scenarios/run/scenario/simulated_span.h"
#include "scenarios/run/trust/gather_evidence.h"
#include "scenarios/run/trust/set_trust.h"
#include "sim/base/random_streams.h"

namespace tiersim {

namespace {

/// What the scenario is and which variant it computes.
ScenarioResult name_scenario(const ExpandedStudy& study, std::size_t id,
                             const MeasuredStudy& measured) {
  const ScenarioPlan& plan = study.scenarios[id];
  const SweepPoint& point = study.points[plan.point];
  const auto found = measured.variants.find(measured.variant_id(study, id));
  const VariantRecord& variant = found->second;
  ScenarioResult result;
  result.id = static_cast<std::int64_t>(id);
  result.subject = plan.subject;
  result.operator_name = plan.study_operator.text();
  result.deployment = plan.deployment;
  result.accuracy = variant.accuracy;
  result.macro_f1 = variant.macro_f1;
  result.model_bytes = variant.model_bytes;
  result.variant = std::distance(measured.variants.begin(), found);
  result.sweep = point.values;
  result.fidelity = name_of(point.study.network.fidelity);
  return result;
}

}  // namespace

ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured, Route route) {
  const ScenarioPlan& plan = study.scenarios[id];
  const SweepPoint& point = study.points[plan.point];
  ScenarioResult result = name_scenario(study, id, measured);
  result.route = std::move(route);
  result.seed = scenario_seed(point.study.seed, plan, point.values);
  if (point.study.live) return result;
  const std::vector<std::string> tiers = tiers_of(plan.deployment);
  std::vector<std::string> notes;
  result.energy = 0;
  for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
    const StageProfile& profile = measured.profile(study, id, static_cast<int>(stage));
    result.energy += energy_of(profile.cpu_per_inference, point.study.tiers.at(tiers[stage]));
    if (!profile.valid) result.status = "invalid";
    if (!profile.reason.empty())
      notes.push_back(fmt::format("{}profile of {}: {}", profile.valid ? "unstable " : "",
                                  tiers[stage], profile.reason));
    if (!profile.extrapolated) continue;
    result.extrapolated = true;
    notes.push_back(fmt::format("{}: {}", tiers[stage], profile.source));
  }
  result.reason = fmt::format("{}", fmt::join(notes, "; "));
  return result;
}

namespace {

/// Simulates what `resolved` says and adds to `result` what became of it, and to `evidence` how far
/// it can be trusted. Returns why the scenario is invalid; empty if it is valid.
std::string simulate_into(const ResolvedScenario& resolved, const NetworkSettings& settings,
                          ScenarioResult& result, Evidence& evidence) {
  std::string problem = closed_link(resolved.topology, resolved.messages);
  if (problem.empty())
    problem = exceeds_clock(estimated_span(resolved.topology, resolved.messages, resolved.scenario,
                                           settings.transport.protocol));
  if (problem.empty()) {
    result.packets_per_segment = resolved.packets_per_segment;
    const std::unique_ptr<NetworkModel> network =
        make_network(settings.fidelity, resolved.topology, settings.transport,
                     resolved.packets_per_segment, derive_seed(result.seed, "network"));
    SimulationResult simulated = simulate(resolved.scenario, *network);
    result.requests = std::move(simulated.requests);
    problem = std::move(simulated.problem);
    evidence = gather_evidence({resolved.topology, resolved.scenario, result.requests,
                                settings.transport, settings.fidelity, resolved.packets_per_segment,
                                resolved.traffic, false, simulated.busy, simulated.span});
  }
  if (!problem.empty()) return problem;
  return overload(resolved.topology, resolved.messages, resolved.scenario);
}

}  // namespace

ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured) {
  const auto started = std::chrono::steady_clock::now();
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  const RequestPath path = request_path(settings, plan.deployment);
  ScenarioResult result =
      describe_scenario(study, id, measured, route_of(path.journey, path.origin));
  Evidence evidence;
  try {
    ResolvedScenario resolved = resolve_scenario(study, id, measured, path, result.seed);
    std::unique_ptr<LiveTiers> live;
    if (settings.live) {
      live = std::make_unique<LiveTiers>(study, plan, *resolved.scenario.variant);
      resolved.scenario.live = live.get();
    }
    std::string problem = simulate_into(resolved, settings.network, result, evidence);
    if (live) result.energy = live->energy_of_request();
    if (live && problem.empty()) problem = live->problem();
    if (!problem.empty()) {
      result.status = "invalid";
      result.reason = problem + (result.reason.empty() ? "" : "; " + result.reason);
    }
  } catch (const std::exception& error) {
    result.status = "failed";
    result.reason = error.what();
  }
  set_trust(std::move(evidence), result);
  result.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace tiersim
