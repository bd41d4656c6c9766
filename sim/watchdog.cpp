#include "sim/watchdog.h"

#include <fmt/format.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tiersim {

Watchdog::Watchdog(Duration patience, WaitingSince waiting_since)
    : patience_(patience), waiting_since_(std::move(waiting_since)) {}

void Watchdog::start() {
  progressed();
  schedule(patience_, [this] { look(); });
}

void Watchdog::look() {
  if (SimClock::now().time_since_epoch() > kLongestSimulation) {
    problem_ = "takes more than 200 years of simulated time (send fewer or smaller requests)";
    return ns3::Simulator::Stop();
  }
  const std::optional<SimTime> since = waiting_since_();
  const bool too_long = since && SimClock::now() - std::max(*since, last_progress_) >= patience_;
  if (!too_long) return schedule(patience_, [this] { look(); });
  problem_ = fmt::format("no request ended in {:.0f} s of simulated time (can its messages pass?)",
                         std::chrono::duration<double>(patience_).count());
  ns3::Simulator::Stop();
}

}  // namespace tiersim
