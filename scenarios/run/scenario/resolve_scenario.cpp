#include "scenarios/run/scenario/resolve_scenario.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "network/link/path_time.h"
#include "sim/base/random_streams.h"

namespace tiersim {
namespace {

/// What a request carries to its first stage: one size, or one size for every test sample.
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

Scenario scenario_of(const ExpandedStudy& study, std::size_t id, const MeasuredStudy& measured,
                     const RequestPath& path, std::uint64_t seed) {
  const ScenarioPlan& plan = study.scenarios[id];
  const Study& settings = study.points[plan.point].study;
  const VariantRecord& variant = measured.variant(study, id);
  const std::vector<std::string> tiers = tiers_of(plan.deployment);
  Scenario scenario;
  scenario.journey = path.journey;
  scenario.origin = path.origin;
  for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
    scenario.queues.push_back(settings.queues.at(tiers[stage]));
    if (stage + 1 < tiers.size())
      scenario.between.push_back(
          {variant.stage_output[stage].value + settings.request.envelope.value});
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
  scenario.seed = seed;
  scenario.sample_seed = derive_seed(static_cast<std::uint64_t>(settings.seed), plan.subject);
  scenario.variant = &variant;
  return scenario;
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
  // Windows shrink while a client thinks. Requests that were given up are still under way.
  traffic.cold = scenario.cold_start || scenario.connection_per_request || !loop ||
                 loop->think_time != Duration{0};
  traffic.contended = !loop || scenario.clients > 1 || scenario.timeout;
  return traffic;
}

/// The longest time that a stage of a request is measured to take, loading included.
double longest_stage(const Scenario& scenario) {
  const auto largest_of = [](const std::vector<MeasuredTime>& times) {
    std::int64_t most = 0;
    for (const MeasuredTime time : times) most = std::max(most, time.ns);
    return static_cast<double>(most);
  };
  double most = 0;
  for (const BatchProfiles& profiles : scenario.profiles)
    for (const auto& [batch, profile] : profiles)
      most = std::max(most, largest_of(profile->service) + largest_of(profile->load));
  return most;
}

/// How long no request may end: what the least patient kind of link says, and 20 times what one
/// message and one stage of every client take where nothing else is. At most 50 years, so that the
/// clock does not overflow.
Duration patience_of(const Topology& topology, const Transport& transport,
                     const Scenario& scenario) {
  constexpr int kTimes = 20;
  const auto by_size = [](Bytes a, Bytes b) { return a.value < b.value; };
  const Bytes largest =
      *std::max_element(scenario.payload.begin(), scenario.payload.end(), by_size);
  Duration once{0}, base = Link{}.kind->patience();
  for (std::size_t link = 0; link < topology.links.size(); ++link) {
    once += path_time(topology, {{link, true}}, largest, transport.protocol).total();
    base = std::min(base, topology.links[link].link.kind->patience());
  }
  constexpr double kMostNanoseconds = 50.0 * 365 * 24 * 3600 * 1e9;
  const double waits = kTimes * static_cast<double>(scenario.clients) *
                       (static_cast<double>(once.count()) + longest_stage(scenario));
  return base + Duration(std::llround(std::min(waits, kMostNanoseconds)));
}

}  // namespace

ResolvedScenario resolve_scenario(const ExpandedStudy& study, std::size_t id,
                                  const MeasuredStudy& measured, const RequestPath& path,
                                  std::uint64_t seed) {
  const NetworkSettings& network = study.points[study.scenarios[id].point].study.network;
  ResolvedScenario resolved{path.topology, {}, {}, 1, scenario_of(study, id, measured, path, seed)};
  Scenario& scenario = resolved.scenario;
  resolved.messages = crossing_messages(path.topology, scenario);
  resolved.traffic = traffic_of(scenario);
  resolved.packets_per_segment =
      packets_per_segment(network.fidelity, path.topology, network.transport, resolved.traffic);
  scenario.patience = patience_of(path.topology, network.transport, scenario);
  return resolved;
}

}  // namespace tiersim
