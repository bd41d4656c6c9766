#pragma once

#include <string>
#include <vector>

#include "network/emulation/link_check.h"
#include "scenarios/run/emulation/emulate_requests.h"

namespace tiersim {

/// What was measured of the emulation itself in one scenario.
struct EmulationReport {
  std::vector<LinkCheck> links;
  LinkLag lag;
  Duration mean_delay{0}, longest_delay{0};  ///< of the clients, see EmulatedRequests
};

/// The report as JSON, for the column `emulation` of /scenarios. Rates are in bit/s, times in ns.
std::string to_text(const EmulationReport& report);

/// Why the emulation itself makes a scenario invalid. Empty if it does not:
/// - a link was more than 5 % off in rate, round trip or loss,
/// - ns-3 delivered more than 1 % of the packets more than a millisecond late,
/// - the clients took more than 1 % of the mean latency, and more than 0.1 ms, to send a request.
std::string problem_of(const EmulationReport& report, Duration mean_latency);

}  // namespace tiersim
