#include "scenarios/run/run_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>

#include "network/path_time.h"
#include "scenarios/run/live_tiers.h"
#include "scenarios/run/offered_load.h"
#include "sim/random_streams.h"
#include "sim/simulate.h"

namespace tiersim {
namespace {

/// A request stops at the tiers that compute; where messages are stored and forwarded, on its way
/// there and back, too.
Journey journey_of(const Study& study, const std::string& deployment) {
  const std::vector<std::string> tiers = tiers_of(deployment);
  if (!study.store_and_forward) return direct_journey(tiers);
  const Topology topology = topology_of(study);
  Journey journey;
  std::size_t at = topology.place(origin_of(study));
  const auto move_to = [&](std::size_t place, int stage) {
    for (const Topology::Hop& hop : topology.path(at, place)) {
      const TopologyLink& link = topology.links[hop.link];
      at = hop.up ? link.far : link.near;
      if (at != place) journey.push_back({topology.places[at]});
    }
    if (stage >= 0) journey.push_back({topology.places[place], stage});
  };
  for (std::size_t stage = 0; stage < tiers.size(); ++stage)
    move_to(topology.place(tiers[stage]), static_cast<int>(stage));
  move_to(topology.place(origin_of(study)), -1);
  return journey;
}

/// Of a request to its first stage: one size, or one for every test sample.
std::vector<Bytes> payload_of(const RequestSettings& request, const VariantRecord& variant) {
  if (const auto* size = std::get_if<Bytes>(&request.payload)) return {*size};
  if (std::holds_alternative<RequestSettings::Sample>(request.payload)) {
    std::vector<Bytes> sizes;
    for (const int bytes : variant.sample_bytes) sizes.push_back({std::max(1, bytes)});
    if (sizes.empty())
      throw std::runtime_error(
          "its samples have no size: there are no data (write another payload)");
    return sizes;
  }
  switch (std::get<Encoding>(request.payload)) {
    case Encoding::tensor:
      return {variant.input};
    case Encoding::float32:
      return {{4 * variant.input_values}};
    case Encoding::base64_json:
      break;
  }
  constexpr std::int64_t kEnvelope = 28;  // {"instances":[{"b64":"..."}]}
  return {{(variant.input.value + 2) / 3 * 4 + kEnvelope}};
}

/// How long no request may end: TCP tries for minutes to get through, but Wi-Fi's beacons and
/// retries take as long to simulate as they last.
Duration patience_of(const Topology& topology, const Transport& transport,
                     const Scenario& scenario) {
  constexpr int kTimes = 20;  // what a request takes where nothing else is
  const auto by_size = [](Bytes a, Bytes b) { return a.value < b.value; };
  const Bytes largest =
      *std::max_element(scenario.payload.begin(), scenario.payload.end(), by_size);
  Duration once{0};
  bool wifi = false;
  for (std::size_t link = 0; link < topology.links.size(); ++link) {
    once += path_time(topology, {{link, true}}, largest, transport.protocol).total();
    wifi |= topology.links[link].link.kind == Link::Kind::wifi;
  }
  const Duration base = wifi ? Duration(std::chrono::seconds(30)) : std::chrono::minutes(10);
  return base + kTimes * scenario.clients * once;
}

/// What is sent, as far as it decides how coarsely that may be simulated.
Traffic traffic_of(const Scenario& scenario) {
  std::vector<Bytes> sizes = scenario.payload;
  sizes.insert(sizes.end(), scenario.between.begin(), scenario.between.end());
  sizes.push_back(scenario.answer);
  const auto [least, most] = std::minmax_element(
      sizes.begin(), sizes.end(), [](Bytes a, Bytes b) { return a.value < b.value; });
  Traffic traffic{*least, *most};
  const auto* loop = std::get_if<ClosedLoop>(&scenario.arrivals);
  // Windows shrink while a client thinks; what was given up is still under way.
  traffic.cold = scenario.cold_start || scenario.connection_per_request || !loop ||
                 loop->think_time != Duration{0};
  traffic.contended = !loop || scenario.clients > 1 || scenario.timeout;
  return traffic;
}

Scenario scenario_of(const ExpandedStudy& study, std::size_t id, const MeasuredStudy& measured,
                     const ScenarioResult& described) {
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  const VariantRecord& variant = measured.variant(study, id);
  const std::vector<std::string> tiers = tiers_of(plan.deployment);
  Scenario scenario;
  scenario.journey = journey_of(settings, plan.deployment);
  scenario.origin = origin_of(settings);
  for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
    scenario.queues.push_back(settings.queues.at(tiers[stage]));
    if (stage + 1 < tiers.size()) scenario.between.push_back(variant.stage_output[stage]);
    if (settings.live) continue;
    BatchProfiles& profiles = scenario.profiles.emplace_back();
    for (const int batch : measured_batches(settings, tiers[stage]))
      profiles[batch] = &measured.profile(study, id, static_cast<int>(stage), batch);
  }
  const RequestSettings& request = settings.request;
  scenario.payload = payload_of(request, variant);
  scenario.answer = request.answer;
  scenario.request_count = request.count;
  scenario.arrivals = request.arrivals;
  scenario.clients = request.clients;
  scenario.deadline = request.deadline;
  scenario.timeout = request.timeout;
  scenario.cold_start = settings.cold_start;
  scenario.connection_per_request = settings.network.connection_per_request;
  scenario.warm_up = settings.network.transport.protocol == Transport::Protocol::tcp;
  scenario.seed = described.seed;
  scenario.sample_seed = derive_seed(static_cast<std::uint64_t>(settings.seed), plan.subject);
  scenario.variant = &variant;
  return scenario;
}

}  // namespace

Route route_of_scenario(const ExpandedStudy& study, std::size_t id) {
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  return route_of(journey_of(settings, plan.deployment), origin_of(settings));
}

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
  result.route = route_of_scenario(study, id);
  result.fidelity = name_of(point.study.network.fidelity);
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
  try {
    Scenario scenario = scenario_of(study, id, measured, result);
    std::unique_ptr<LiveTiers> live;
    if (settings.live) {
      live = std::make_unique<LiveTiers>(study, plan, *scenario.variant);
      scenario.live = live.get();
    }
    std::string problem = closed_link(settings, scenario);
    if (problem.empty()) {
      const Topology topology = topology_of(settings);
      const Fidelity fidelity = settings.network.fidelity;
      const Transport& transport = settings.network.transport;
      const Traffic traffic = traffic_of(scenario);
      if (fidelity == Fidelity::analytic) result.packets_per_segment = 0;
      if (fidelity == Fidelity::coarse)
        result.packets_per_segment = packets_per_segment(topology, transport, traffic);
      const std::unique_ptr<NetworkModel> network =
          make_network(fidelity, topology, transport, traffic, derive_seed(result.seed, "network"));
      scenario.patience = patience_of(topology, transport, scenario);
      SimulationResult simulated = simulate(scenario, *network);
      result.requests = std::move(simulated.requests);
      problem = std::move(simulated.problem);
    }
    if (problem.empty()) problem = overload(settings, scenario);
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
  result.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace tiersim
