#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sim/records/field.h"
#include "sim/request.h"

namespace tiersim {

/// The columns of /requests that every request has, whatever its route.
inline constexpr auto kRequestFields = std::make_tuple(
    Field{"index", "", "number within the scenario", &RequestRecord::index},
    Field{"sample", "", "item of the test set asked about", &RequestRecord::sample},
    Field{"client", "", "who asked", &RequestRecord::client},
    Field{"prediction", "", "class answered; -1 unknown", &RequestRecord::prediction},
    Field{"correct", "", "1 right, 0 wrong, -1 unknown", &RequestRecord::correct},
    Field{"outcome", "", "ok, dropped, late or timeout", &RequestRecord::outcome},
    Field{"scheduled_ns", "ns", "simulated time since the scenario's requests began",
          &RequestRecord::scheduled});
constexpr std::size_t kRequestFieldCount = std::tuple_size_v<decltype(kRequestFields)>;

/// The columns of /requests that follow from others when the results file is written. The finish
/// time is not stored before: it is `scheduled` plus the sum of the parts.
inline constexpr Column kScenarioOfRequest{"scenario", "", "row of /scenarios"};
inline constexpr Column kFinished{"finished_ns", "ns",
                                  "simulated time since the scenario's requests began"};
inline constexpr Column kLatency{"latency_ns", "ns", "finished - scheduled; the sum of all parts"};

/// A column of /requests that is the sum of some parts of a route.
struct StepColumn {
  std::string description;
  std::vector<std::size_t> parts;  ///< by their place in the route
};

/// The columns of a route by name ("compute_ns.edge"): one for each step, and for each message
/// also one for the sum of its four steps ("network_ns.mobile-edge").
std::map<std::string, StepColumn> step_columns(const Route& route);

}  // namespace tiersim
