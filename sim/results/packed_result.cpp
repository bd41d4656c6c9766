#include "sim/results/packed_result.h"

#include <stdexcept>

namespace tiersim {
namespace {

ScenarioRecord take_scenario(ByteReader& bytes) {
  ScenarioRecord scenario;
  take_fields(bytes, scenario, kScenarioFields);
  return scenario;
}

PackedRequests take_requests(ByteReader& bytes, std::size_t parts) {
  PackedRequests requests(bytes, parts);
  if (!bytes.ended()) throw std::runtime_error("a packed result has more than its requests");
  return requests;
}

}  // namespace

std::string pack(const ScenarioResult& result) {
  std::string bytes;
  put_fields(bytes, static_cast<const ScenarioRecord&>(result), kScenarioFields);
  put_requests(bytes, result.requests, result.route.size());
  return bytes;
}

std::string status_of(const std::string& packed) {
  ByteReader bytes(packed);
  return take_scenario(bytes).status;
}

PackedResult::PackedResult(std::string_view packed, std::size_t parts)
    : PackedResult(ByteReader(packed), parts) {}

PackedResult::PackedResult(ByteReader bytes, std::size_t parts)
    : scenario(take_scenario(bytes)), requests(take_requests(bytes, parts)) {}

}  // namespace tiersim
