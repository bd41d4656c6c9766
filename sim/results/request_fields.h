#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sim/records/field.h"
#include "sim/request.h"

namespace tiersim {

/// The columns of /requests that hold members of a RequestRecord. Every request has them, whatever
/// its route.
inline constexpr auto kRequestFields = std::make_tuple(
    Field{"index", "", "number within the scenario", &RequestRecord::index},
    Field{"sample", "", "item of the test set asked about", &RequestRecord::sample},
    Field{"client", "", "who asked", &RequestRecord::client},
    Field{"prediction", "", "class answered; -1 unknown", &RequestRecord::prediction},
    Field{"correct", "", "1 right, 0 wrong, -1 unknown", &RequestRecord::correct},
    Field{"outcome", "", "ok, dropped, late or timeout", &RequestRecord::outcome},
    Field{"scheduled_ns", "ns", "simulated time since the scenario's requests began",
          &RequestRecord::scheduled});
/// The number of fields in kRequestFields.
constexpr std::size_t kRequestFieldCount = std::tuple_size_v<decltype(kRequestFields)>;

/// The column of /requests with the row number in /scenarios of the request's scenario. It is made
/// when the results file is written.
inline constexpr Column kScenarioOfRequest{"scenario", "", "row of /scenarios"};
/// The column of /requests with the time at which the request ended. It is calculated when the
/// results file is written: it is `scheduled` plus the sum of the parts of the waterfall.
inline constexpr Column kFinished{"finished_ns", "ns",
                                  "simulated time since the scenario's requests began"};
/// The column of /requests with the latency of the request. It is calculated when the results file
/// is written: it is the sum of the parts of the waterfall.
inline constexpr Column kLatency{"latency_ns", "ns", "finished - scheduled; the sum of all parts"};

/// A column of /requests whose value is the sum of some parts of a request's waterfall.
struct StepColumn {
  std::string description;
  /// Indices of the parts that are summed. A part has the same index in a request's waterfall as
  /// its step has in the route.
  std::vector<std::size_t> parts;
};

/// Returns the columns of /requests for the steps of a route, by name. Each step has a column
/// ("compute_ns.edge"). Each message also has a column for the sum of its four steps
/// ("network_ns.mobile-edge"). If a route has a step several times, one column holds the sum.
std::map<std::string, StepColumn> step_columns(const Route& route);

}  // namespace tiersim
