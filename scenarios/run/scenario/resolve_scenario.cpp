#include "scenarios/run/scenario/scenario_of.h"

#include <algorithm>
#include <stdexcept>

#include "network/link/path_time.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

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

}  // namespace

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

}  // namespace tiersim
