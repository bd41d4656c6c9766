#include "scenarios/run/run_scenario.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "models/catalog/catalog.h"
#include "network/packet_network.h"
#include "scenarios/run/live_tiers.h"
#include "sim/random_streams.h"
#include "sim/simulate.h"

namespace tiersim {
namespace {

/// The places that a study has links for, in a row.
Topology topology_of(const Study& study) {
  Topology topology;
  for (const CatalogEntry& tier : known_tiers()) {
    const std::string place(tier.name);
    if (!topology.places.empty()) {
      const auto link = study.links.find(topology.places.back() + "-" + place);
      if (link == study.links.end()) break;
      topology.links.push_back({topology.places.size() - 1, topology.places.size(), link->second});
    }
    topology.places.push_back(place);
  }
  return topology;
}

}  // namespace

ScenarioResult describe_scenario(const ExpandedStudy& study, std::size_t id,
                                 const MeasuredStudy& measured) {
  const ScenarioPlan& plan = study.scenarios[id];
  const SweepPoint& point = study.points[plan.point];
  const VariantRecord& variant = measured.variant(study, id);
  ScenarioResult result;
  result.id = static_cast<std::int64_t>(id);
  result.subject = plan.subject;
  result.composition = plan.composition;
  result.deployment = plan.deployment;
  result.accuracy = variant.accuracy;
  result.macro_f1 = variant.macro_f1;
  result.model_bytes = variant.model_bytes;
  result.variant = variant.subject + " " + variant.composition;
  result.sweep = point.values;
  result.route = route_of(tiers_of(plan.deployment), "mobile");
  // From what the scenario is, not from its number: a scenario added to a study changes no other.
  std::string name = plan.subject + " " + plan.composition + " " + plan.deployment;
  for (const SweepValue& value : point.values)
    name += fmt::format(" {}={}", value.path, value.text);
  result.seed =
      derive_seed(static_cast<std::uint64_t>(point.study.seed), name) >> 1;  // fits a signed column
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

ScenarioResult run_scenario(const ExpandedStudy& study, std::size_t id,
                            const MeasuredStudy& measured) {
  const auto started = std::chrono::steady_clock::now();
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  ScenarioResult result = describe_scenario(study, id, measured);
  const VariantRecord& variant = measured.variant(study, id);

  Scenario scenario;
  scenario.tiers = tiers_of(plan.deployment);
  for (std::size_t stage = 0; stage < scenario.tiers.size(); ++stage) {
    const TierProfile& tier = settings.tiers.at(scenario.tiers[stage]);
    if (!settings.live)
      scenario.profiles.push_back(&measured.profile(study, id, static_cast<int>(stage)));
    scenario.workers.push_back(tier.workers);
    if (stage + 1 < scenario.tiers.size()) scenario.between.push_back(variant.stage_output[stage]);
  }
  scenario.payload = settings.request.payload.value_or(variant.input);
  scenario.answer = settings.request.answer;
  scenario.request_count = settings.request.count;
  scenario.cold_start = settings.cold_start;
  scenario.seed = result.seed;
  scenario.sample_seed = derive_seed(static_cast<std::uint64_t>(settings.seed), plan.subject);
  scenario.variant = &variant;
  try {
    std::unique_ptr<LiveTiers> live;
    if (settings.live) {
      live = std::make_unique<LiveTiers>(study, plan, variant);
      scenario.live = live.get();
    }
    PacketNetwork network(topology_of(settings), {}, derive_seed(result.seed, "network"));
    result.requests = simulate(scenario, network);
    if (live) result.energy = live->energy_of_request();
    if (live && !live->problem().empty()) {
      result.status = "invalid";
      result.reason = live->problem();
    }
  } catch (const std::exception& error) {
    result.status = "failed";
    result.reason = error.what();
  }
  result.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace tiersim
