#pragma once

#include <string>
#include <vector>

#include "network/link/transport.h"
#include "scenarios/run/scenario/offered_load.h"

namespace tiersim {

/// The most simulated time that a scenario may take, in seconds: 100 years. The clock counts
/// nanoseconds in 64 bits, which are 292 years.
constexpr double kLongestSpan = 100.0 * 365 * 24 * 3600;

/// About how long a scenario takes in simulated time, in seconds: all its messages and
/// computations, one after the other, and the time until its last request comes. Several clients
/// and tiers work at the same time, so the scenario may be shorter by a small factor.
double estimated_span(const Topology& topology, const std::vector<CrossingMessage>& messages,
                      const Scenario& scenario, Transport::Protocol protocol);

/// Returns a text for the user if the scenario takes more than kLongestSpan; "" if it does not.
std::string exceeds_clock(double span);

}  // namespace tiersim
