#include "scenarios/validate/read_round.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "sim/results/read_fields.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

/// The kinds of columns of /requests that add up to the latency and do not overlap.
constexpr const char* kParts[] = {"network_ns.", "queue_ns.", "load_ns.", "compute_ns."};

bool is_part(const std::string& column) {
  for (const char* kind : kParts)
    if (column.rfind(kind, 0) == 0) return true;
  return false;
}

/// The columns of /requests that a validation compares.
struct RequestTimes {
  Integers latency;
  Texts outcome;
  std::map<std::string, Integers> parts;

  explicit RequestTimes(const Hdf5Reader& file)
      : latency(file.integers("/requests/latency_ns")), outcome(file.texts("/requests/outcome")) {
    for (const std::string& name : file.names_in("/requests"))
      if (is_part(name)) parts[name] = file.integers("/requests/" + name);
  }
  bool are_complete() const {
    for (const auto& [name, values] : parts)
      if (values.size() != latency.size()) return false;
    return outcome.size() == latency.size();
  }
};

ScenarioRound round_of(const ScenarioRecord& scenario, const RequestTimes& requests) {
  ScenarioRound round;
  if (scenario.status != "ok") round.problem = scenario.status + ": " + scenario.reason;
  std::vector<std::size_t> finished;
  for (auto row = static_cast<std::size_t>(scenario.first_request);
       row < static_cast<std::size_t>(scenario.first_request + scenario.request_count); ++row)
    if (requests.outcome[row] == "ok" || requests.outcome[row] == "late") finished.push_back(row);
  for (const std::size_t row : finished) round.latency.emplace_back(requests.latency[row]);
  for (const auto& [part, values] : requests.parts) {
    double sum = 0;
    for (const std::size_t row : finished) sum += static_cast<double>(values[row]);
    if (!finished.empty()) round.part_mean[part] = sum / static_cast<double>(finished.size());
  }
  return round;
}

}  // namespace

std::vector<ScenarioRound> read_round(const std::filesystem::path& results) {
  const Hdf5Reader file(results);
  check_schema(file, results);
  const RequestTimes requests(file);
  if (!requests.are_complete()) fail_as_damaged(results, "/requests");
  const auto rows = static_cast<std::int64_t>(requests.latency.size());
  std::vector<ScenarioRound> rounds;
  for (const ScenarioRecord& scenario :
       read_fields<ScenarioRecord>(file, results, "/scenarios", kScenarioFields)) {
    const std::int64_t first = scenario.first_request, count = scenario.request_count;
    if (first < 0 || count < 0 || first > rows || count > rows - first)
      fail_as_damaged(results, "/scenarios");
    rounds.push_back(round_of(scenario, requests));
  }
  return rounds;
}

}  // namespace tiersim
