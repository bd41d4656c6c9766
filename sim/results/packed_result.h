#pragma once

#include <string>
#include <string_view>

#include "sim/results/packed_requests.h"
#include "sim/results/results.h"

namespace tiersim {

/// Packs the result of a scenario: the fields of its record (scenario_record.h), then its requests,
/// about a dozen bytes each. Workers, the journal and the writer of the results file pass these
/// bytes on unchanged. The swept values and the route are not packed: a reader takes them from the
/// study.
std::string pack(const ScenarioResult& result);

/// The status in a packed result. Throws std::runtime_error if the bytes are not one.
std::string status_of(const std::string& packed);

/// Reads a packed result, whose bytes have to outlive it.
struct PackedResult {
  /// Throws std::runtime_error if the bytes are not the result of a scenario whose route has so
  /// many parts.
  PackedResult(std::string_view bytes, std::size_t parts);

  ScenarioRecord scenario;
  PackedRequests requests;

 private:
  PackedResult(ByteReader bytes, std::size_t parts);
};

}  // namespace tiersim
