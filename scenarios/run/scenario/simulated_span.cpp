#include "scenarios/run/scenario/simulated_span.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "network/link/path_time.h"

namespace tiersim {
namespace {

double seconds_of(Duration time) { return std::chrono::duration<double>(time).count(); }

double longest(const std::vector<MeasuredTime>& times) {
  std::int64_t most = 0;
  for (const MeasuredTime time : times) most = std::max(most, time.ns);
  return static_cast<double>(most) / 1e9;
}

/// The seconds until the last request of an open loop or a trace comes. In a closed loop, the
/// seconds that a client thinks in all.
double waiting_time(const Scenario& scenario) {
  const auto count = static_cast<double>(scenario.request_count);
  if (const auto* loop = std::get_if<ClosedLoop>(&scenario.arrivals))
    return seconds_of(loop->think_time) * count / scenario.clients;
  if (const auto* open = std::get_if<OpenLoop>(&scenario.arrivals)) return count / open->rate;
  const std::vector<Duration>& times = std::get<TracedArrivals>(scenario.arrivals).times.get();
  return times.empty() ? 0 : seconds_of(times.back());
}

}  // namespace

double estimated_span(const Topology& topology, const std::vector<CrossingMessage>& messages,
                      const Scenario& scenario, Transport::Protocol protocol) {
  double request = 0;
  for (const CrossingMessage& message : messages)
    request += seconds_of(
        path_time(topology, message.path, Bytes{std::llround(message.bytes)}, protocol).total());
  for (const BatchProfiles& profiles : scenario.profiles) {
    const StageProfile& profile = *profiles.begin()->second;
    request += longest(profile.service) + (scenario.cold_start ? longest(profile.load) : 0);
  }
  return request * static_cast<double>(scenario.request_count + scenario.clients) +
         waiting_time(scenario);
}

std::string exceeds_clock(double span) {
  if (span <= kLongestSpan) return "";
  constexpr double kYear = 365.0 * 24 * 3600;
  return fmt::format(
      "its requests would take about {:.0f} years of simulated time, more than {:.0f} (send fewer "
      "or smaller ones, more often, or over faster links)",
      span / kYear, kLongestSpan / kYear);
}

}  // namespace tiersim
