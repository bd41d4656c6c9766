#include "scenarios/run/emulation/study_emulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>

#include "network/emulation/links_between.h"
#include "scenarios/measure/cpu_share.h"
#include "scenarios/run/emulation/emulation_report.h"
#include "scenarios/run/emulation/tier_services.h"
#include "scenarios/run/scenario/routes.h"
#include "scenarios/run/scenario/run_scenario.h"
#include "scenarios/run/trust/gather_evidence.h"
#include "scenarios/run/trust/set_trust.h"
#include "sim/base/random_streams.h"
#include "sim/records/worker_share.h"

namespace tiersim {
namespace {

Duration mean_latency(const std::vector<RequestRecord>& requests) {
  Duration sum{0};
  for (const RequestRecord& request : requests) sum += request.latency();
  return requests.empty() ? sum : sum / static_cast<std::int64_t>(requests.size());
}

/// The topology with those links alone that messages of the scenario cross.
Topology used_links(const ResolvedScenario& resolved) {
  const Topology& all = resolved.topology;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const Leg& leg : legs_of(resolved.scenario.journey, resolved.scenario.origin))
    if (leg.is_message) pairs.emplace_back(all.place(leg.from), all.place(leg.to));
  return links_between(all, pairs);
}

/// Names the first tier that missed its CPU share; empty if none did.
std::string missed_tier(const std::vector<StageUse>& stages, const std::vector<std::string>& tiers,
                        const Study& settings) {
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const StageUse& use = stages[stage];
    const double cpus = worker_share(settings.tiers.at(tiers[stage])).cpus;
    if (use.requests == 0 || !missed_share(use.cpu, use.wall, use.requests, cpus)) continue;
    return fmt::format(
        "{} computed with {:.1f} % of a core instead of {:.1f} % (run on a quieter "
        "machine)",
        tiers[stage], 100 * static_cast<double>(use.cpu.ns) / static_cast<double>(use.wall.ns),
        100 * cpus);
  }
  return "";
}

double energy_of_request(const std::vector<StageUse>& stages, const std::vector<std::string>& tiers,
                         const Study& settings) {
  double total = 0;
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    const auto requests = static_cast<std::int64_t>(stages[stage].requests);
    if (requests == 0) return std::numeric_limits<double>::quiet_NaN();
    total += energy_of({stages[stage].cpu.ns / requests}, settings.tiers.at(tiers[stage]));
  }
  return total;
}

/// What the trust in an emulated scenario follows from. A worker is busy while it loads or
/// computes.
FinishedRun finished_run(const ResolvedScenario& resolved,
                         const std::vector<RequestRecord>& requests,
                         const std::vector<StageUse>& stages, const Transport& transport) {
  FinishedRun run{resolved.topology, resolved.scenario, requests, transport};
  run.traffic = resolved.traffic;
  run.emulated = true;
  for (const StageUse& use : stages) run.busy.emplace_back(use.wall.ns);
  for (const Leg& leg : legs_of(resolved.scenario.journey, resolved.scenario.origin))
    if (!leg.is_message)
      for (const RequestRecord& request : requests)
        run.busy[leg.stage] += request.waterfall.parts[leg.first_step + 1];
  for (const RequestRecord& request : requests) run.span = std::max(run.span, request.finished);
  return run;
}

}  // namespace

void StudyEmulator::emulate_into(std::size_t id, ScenarioResult& result, Evidence& evidence) {
  const ScenarioPlan& plan = study_.scenarios[id];
  const Study& settings = study_.points[plan.point].study;
  const RequestPath path = request_path(settings, plan.deployment);
  ResolvedScenario resolved = resolve_scenario(study_, id, measured_, path, result.seed);
  std::string problem = closed_link(resolved.topology, resolved.messages);
  const std::string too_much = overload(resolved.topology, resolved.messages, resolved.scenario);
  if (problem.empty()) {
    resolved.topology = used_links(resolved);
    EmulatedNetwork network(resolved.topology, settings.network.transport, settings.emulation.links,
                            derive_seed(result.seed, "network"));
    EmulationReport report;
    const std::pair where(plan.point, plan.deployment);
    if (checks_.count(where) == 0) checks_[where] = network.probe();
    report.links = checks_[where];
    const TierServices services(study_, id, resolved, network);
    EmulatedRequests done = emulate_requests(resolved, network, services.endpoints());
    result.requests = std::move(done.requests);
    report.lag = network.lag();
    report.mean_delay = done.mean_delay;
    report.longest_delay = done.longest_delay;
    result.emulation = to_text(report);
    evidence = gather_evidence(
        finished_run(resolved, result.requests, done.stages, settings.network.transport));
    const std::vector<std::string> tiers = tiers_of(plan.deployment);
    result.energy = energy_of_request(done.stages, tiers, settings);
    problem = done.problem;
    if (problem.empty()) problem = network.problem();
    if (problem.empty()) problem = problem_of(report, mean_latency(result.requests));
    if (problem.empty()) problem = missed_tier(done.stages, tiers, settings);
    if (problem.empty()) problem = too_much;
  }
  if (problem.empty()) return;
  result.status = "invalid";
  result.reason = problem;
}

ScenarioResult StudyEmulator::run(std::size_t id) {
  const auto started = std::chrono::steady_clock::now();
  const ScenarioPlan& plan = study_.scenarios[id];
  const Study& settings = study_.points[plan.point].study;
  ScenarioResult result = describe_scenario(study_, id, measured_, route_of_scenario(study_, id));
  result.fidelity = name_of(settings.emulation.links);
  Evidence evidence;
  try {
    emulate_into(id, result, evidence);
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
