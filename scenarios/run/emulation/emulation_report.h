#pragma once

#include <string>
#include <vector>

#include "network/emulation/link_check.h"
#include "scenarios/run/emulation/emulate_requests.h"

namespace tiersim {

/// How exactly one scenario was emulated: measurements of its links and of its clients.
struct EmulationReport {
  std::vector<LinkCheck> links;  ///< checks of the links that the scenario uses
  LinkLag lag;                   ///< how late ns-3 delivered packets during the scenario
  /// How late the clients sent requests: EmulatedRequests::mean_delay and longest_delay.
  Duration mean_delay{0}, longest_delay{0};
};

/// Returns the report as JSON, for the column `emulation` of the table /scenarios in a results
/// file. Rates are in bit/s, times in ns.
std::string to_text(const EmulationReport& report);

/// Returns why the emulation was not exact enough, so that the scenario is invalid. Returns "" if
/// it was exact enough. The scenario is invalid in each of these cases:
/// - The check of a link has a problem (LinkCheck::problem).
/// - ns-3 delivered more than 1 % of the packets more than 1 ms late.
/// - `mean_delay` is more than 0.1 ms and more than 1 % of `mean_latency`, the mean latency of the
///   scenario's requests.
std::string problem_of(const EmulationReport& report, Duration mean_latency);

}  // namespace tiersim
