#include "scenarios/run/trust/utilisation.h"

#include <chrono>
#include <map>
#include <utility>
#include <variant>

#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

double in_seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

bool is_open(const Arrivals& arrivals) { return !std::holds_alternative<ClosedLoop>(arrivals); }

/// The mean rate of a link's background traffic on the wire, in bit/s.
double background_rate(const Background& background, bool up) {
  const double payload = (up ? background.up : background.down).value;
  const bool is_always_on = background.on == Duration{0} || background.off == Duration{0};
  const double part =
      is_always_on ? 1 : in_seconds(background.on) / in_seconds(background.on + background.off);
  return payload * part * static_cast<double>(kUdpPayload + kUdpHeaders) / kUdpPayload;
}

}  // namespace

std::vector<Use> tier_uses(const FinishedRun& run) {
  std::vector<Use> uses;
  if (run.span <= Duration{0}) return uses;
  for (const Stop& stop : run.scenario.journey) {
    const auto stage = static_cast<std::size_t>(stop.stage);
    if (stop.stage < 0 || stage >= run.busy.size()) continue;
    const QueueSettings& queue = run.scenario.queues[stage];
    Use use{stop.place, in_seconds(run.busy[stage]) / in_seconds(run.span) / queue.workers};
    use.is_judged = is_open(run.scenario.arrivals) && queue.limit == QueueSettings{}.limit;
    uses.push_back(use);
  }
  return uses;
}

std::vector<Use> link_uses(const FinishedRun& run, const std::vector<MessageTotal>& totals) {
  std::vector<Use> uses;
  if (run.span <= Duration{0}) return uses;
  std::map<std::pair<std::size_t, bool>, double> bytes;  // by link and direction
  for (const MessageTotal& total : totals)
    for (const Topology::Hop& hop : total.path) bytes[{hop.link, !hop.up}] += total.bytes;
  for (const auto& [way, sent] : bytes) {
    const TopologyLink& joined = run.topology.links[way.first];
    const bool up = !way.second;
    const auto capacity = joined.link.kind->capacity(joined.link, up);
    if (!capacity || capacity->value <= 0) continue;
    const double rate =
        8 * sent / in_seconds(run.span) + background_rate(joined.link.background, up);
    uses.push_back({run.topology.places[joined.near] + "-" + run.topology.places[joined.far] +
                        (up ? " up" : " down"),
                    rate / capacity->value, is_open(run.scenario.arrivals)});
  }
  return uses;
}

}  // namespace tiersim
