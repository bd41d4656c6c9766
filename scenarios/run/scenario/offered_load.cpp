#include "scenarios/run/scenario/offered_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "network/link/path_time.h"

namespace tiersim {
namespace {

double mean(const std::vector<MeasuredTime>& times) {
  const double sum = std::accumulate(times.begin(), times.end(), 0.0, [](double total, auto time) {
    return total + static_cast<double>(time.ns);
  });
  return times.empty() ? 0 : sum / static_cast<double>(times.size()) / 1e9;
}

double mean_bytes(const std::vector<Bytes>& sizes) {
  double sum = 0;
  for (const Bytes size : sizes) sum += static_cast<double>(size.value);
  return sum / static_cast<double>(sizes.size());
}

/// One message of every request.
struct Crossing {
  std::vector<Topology::Hop> path;
  double bytes;
};

std::vector<Crossing> crossings_of(const Topology& topology, const Scenario& scenario) {
  std::vector<Crossing> crossings;
  std::string at = scenario.origin;
  double bytes = mean_bytes(scenario.payload);
  const auto move_to = [&](const std::string& place) {
    if (place != at)
      crossings.push_back({topology.path(topology.place(at), topology.place(place)), bytes});
    at = place;
  };
  for (const Stop& stop : scenario.journey) {
    move_to(stop.place);
    if (stop.stage < 0) continue;
    const auto stage = static_cast<std::size_t>(stop.stage);
    bytes = static_cast<double>(
        (stage < scenario.between.size() ? scenario.between[stage] : scenario.answer).value);
  }
  move_to(scenario.origin);
  return crossings;
}

bool is_closed(const Link& link, bool up) {
  const auto& trace = up ? link.up_trace : link.down_trace;
  if (link.kind == Link::Kind::wifi) return false;
  if (!trace) return (up ? link.up : link.down).value == 0;
  return std::all_of(trace->steps.begin(), trace->steps.end(),
                     [](const RateTrace::Step& step) { return step.rate.value == 0; });
}

/// In force over a long time; negative where it has no limit that is known.
double mean_rate(const Link& link, bool up) {
  if (link.kind == Link::Kind::wifi) return -1;
  const auto& trace = up ? link.up_trace : link.down_trace;
  if (!trace) return (up ? link.up : link.down).value;
  const auto& steps = trace->steps;
  if (trace->period == Duration{0}) return steps.back().rate.value;
  double bits = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Duration end = i + 1 < steps.size() ? steps[i + 1].start : trace->period;
    bits += steps[i].rate.value * std::chrono::duration<double>(end - steps[i].start).count();
  }
  return bits / std::chrono::duration<double>(trace->period).count();
}

std::string link_name(const Topology& topology, std::size_t link) {
  return topology.places[topology.links[link].near] + "-" +
         topology.places[topology.links[link].far];
}

/// Seconds of a worker that one request takes.
double work_of(const Scenario& scenario, std::size_t stage) {
  const BatchProfiles& profiles = scenario.profiles[stage];
  const auto& [batch, profile] = *profiles.rbegin();  // the largest does the most per second
  const double load = scenario.cold_start ? mean(profiles.begin()->second->load) : 0;
  return (mean(profile->service) + load) / batch;
}

std::string busy_tier(const Scenario& scenario, double rate) {
  for (const Stop& stop : scenario.journey) {
    if (stop.stage < 0) continue;
    const auto stage = static_cast<std::size_t>(stop.stage);
    const QueueSettings& queue = scenario.queues[stage];
    const double capacity = queue.workers / work_of(scenario, stage);
    if (rate < capacity || queue.limit != QueueSettings{}.limit) continue;
    return fmt::format(
        "overload: {} is offered {:.4g} requests/s and computes {:.4g}/s, so that waiting grows as "
        "long as requests come (send fewer, give it workers, or a queue_limit)",
        stop.place, rate, capacity);
  }
  return "";
}

std::string busy_link(const Topology& topology, const std::vector<Crossing>& crossings,
                      double rate) {
  std::map<std::pair<std::size_t, bool>, double> offered;  // bit/s, by link and direction
  for (const Crossing& crossing : crossings)
    for (const Topology::Hop& hop : crossing.path)
      offered[{hop.link, hop.up}] += 8 * crossing.bytes * rate;
  for (const auto& [way, load] : offered) {
    const Link& link = topology.links[way.first].link;
    const double capacity = mean_rate(link, way.second);
    if (capacity < 0 || load < capacity) continue;
    return fmt::format(
        "overload: the link {} is offered {} {} and carries {}, so that waiting grows as long as "
        "requests come (send fewer, or smaller ones)",
        link_name(topology, way.first), to_string(BitsPerSecond{load}), way.second ? "up" : "down",
        to_string(BitsPerSecond{capacity}));
  }
  return "";
}

}  // namespace

std::string closed_link(const Study& settings, const Scenario& scenario) {
  const Topology topology = topology_of(settings);
  for (const Crossing& crossing : crossings_of(topology, scenario)) {
    for (const Topology::Hop& hop : crossing.path) {
      const Link& link = topology.links[hop.link].link;
      const bool closed = is_closed(link, hop.up);
      if (!closed && link.loss.value < 1) continue;
      return fmt::format("nothing passes the link {}, which {} (no request can end)",
                         link_name(topology, hop.link),
                         closed ? "has no bandwidth" : "loses every packet");
    }
  }
  return "";
}

std::string overload(const Study& settings, const Scenario& scenario) {
  const auto* open = std::get_if<OpenLoop>(&scenario.arrivals);
  if (!open) return "";
  if (!scenario.live) {
    if (const std::string busy = busy_tier(scenario, open->rate); !busy.empty()) return busy;
  }
  const Topology topology = topology_of(settings);
  return busy_link(topology, crossings_of(topology, scenario), open->rate);
}

}  // namespace tiersim
