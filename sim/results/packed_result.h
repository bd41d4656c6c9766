#pragma once

#include <string>
#include <string_view>

#include "sim/results/packed_requests.h"
#include "sim/results/results.h"

namespace tiersim {

/// Packs the result of a scenario into bytes: the fields of its record (scenario_record.h), then
/// its requests, about a dozen bytes each. Worker processes and the journal pass these bytes on
/// unchanged; the writer of the results file reads them. The swept values and the route are not
/// packed, because a reader knows them from the study.
std::string pack(const ScenarioResult& result);

/// Returns the status ("ok", "failed" or "invalid") of the scenario in a packed result. Throws
/// std::runtime_error if the bytes are not a packed result.
std::string status_of(const std::string& packed);

/// A result that is read from bytes that pack() returned. The bytes must outlive this object.
struct PackedResult {
  /// Reads the bytes of a packed result. `parts` is the number of steps in the scenario's route.
  /// Throws std::runtime_error if the bytes are not the result of a scenario with such a route.
  PackedResult(std::string_view bytes, std::size_t parts);

  ScenarioRecord scenario;
  PackedRequests requests;

 private:
  PackedResult(ByteReader bytes, std::size_t parts);
};

}  // namespace tiersim
