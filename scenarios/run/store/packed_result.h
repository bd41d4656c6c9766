#pragma once

#include <string>

#include "sim/results/request_table.h"
#include "sim/results/results.h"

namespace tiersim {

/// What a simulation found out about a scenario, as bytes: its status, its seed, its figures and
/// its requests, a dozen bytes each. What name_scenario() knows is left out, and the route.
std::string pack(const ScenarioResult& result);

/// The status alone of what was packed.
std::string status_of(const std::string& bytes);

/// Fills what was packed into `result`, which has the rest; its requests come as a table. Throws
/// std::runtime_error for bytes that are not of such a scenario.
RequestTable unpack(const std::string& bytes, ScenarioResult& result);

}  // namespace tiersim
