#pragma once

#include <string>
#include <string_view>

#include "sim/results/packed_requests.h"
#include "sim/results/results.h"

namespace tiersim {

/// A scenario's result as bytes: its record, then its requests, about a dozen bytes for each. They
/// go unchanged from the process that simulates through the journal to the results file. The swept
/// values and the route are left out: the study tells them.
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
