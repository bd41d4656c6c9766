#include "scenarios/run/scenario/offered_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "sim/journey.h"

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

std::string link_name(const Topology& topology, std::size_t link) {
  return topology.places[topology.links[link].near] + "-" +
         topology.places[topology.links[link].far];
}

/// The seconds of a worker's time that one request takes.
double work_of(const Scenario& scenario, std::size_t stage) {
  const BatchProfiles& profiles = scenario.profiles[stage];
  const auto& [batch, profile] =
      *profiles.rbegin();  // the largest batch serves the most requests per second
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

std::string busy_link(const Topology& topology, const std::vector<CrossingMessage>& messages,
                      double rate) {
  std::map<std::pair<std::size_t, bool>, double> offered;  // bit/s, by link and direction
  for (const CrossingMessage& message : messages)
    for (const Topology::Hop& hop : message.path)
      offered[{hop.link, hop.up}] += 8 * message.bytes * rate;
  for (const auto& [way, load] : offered) {
    const Link& link = topology.links[way.first].link;
    const auto capacity = link.kind->capacity(link, way.second);
    if (!capacity || load < capacity->value) continue;
    return fmt::format(
        "overload: the link {} is offered {} {} and carries {}, so that waiting grows as long as "
        "requests come (send fewer, or smaller ones)",
        link_name(topology, way.first), to_string(BitsPerSecond{load}), way.second ? "up" : "down",
        to_string(*capacity));
  }
  return "";
}

}  // namespace

std::vector<CrossingMessage> crossing_messages(const Topology& topology, const Scenario& scenario) {
  const auto bytes_of = [&](const Leg& leg) {
    if (leg.message == 0) return mean_bytes(scenario.payload);
    const std::size_t stage = leg.message - 1;
    return static_cast<double>(
        (stage < scenario.between.size() ? scenario.between[stage] : scenario.answer).value);
  };
  std::vector<CrossingMessage> messages;
  for (const Leg& leg : legs_of(scenario.journey, scenario.origin))
    if (leg.is_message)
      messages.push_back(
          {topology.path(topology.place(leg.from), topology.place(leg.to)), bytes_of(leg)});
  return messages;
}

std::string closed_link(const Topology& topology, const std::vector<CrossingMessage>& messages) {
  for (const CrossingMessage& message : messages) {
    for (const Topology::Hop& hop : message.path) {
      const Link& link = topology.links[hop.link].link;
      const bool closed = link.kind->is_closed(link, hop.up);
      if (!closed && link.loss.value < 1) continue;
      return fmt::format("nothing passes the link {}, which {} (no request can end)",
                         link_name(topology, hop.link),
                         closed ? "has no bandwidth" : "loses every packet");
    }
  }
  return "";
}

std::string overload(const Topology& topology, const std::vector<CrossingMessage>& messages,
                     const Scenario& scenario) {
  const auto* open = std::get_if<OpenLoop>(&scenario.arrivals);
  if (!open) return "";
  if (!scenario.profiles.empty()) {
    if (const std::string busy = busy_tier(scenario, open->rate); !busy.empty()) return busy;
  }
  return busy_link(topology, messages, open->rate);
}

}  // namespace tiersim
