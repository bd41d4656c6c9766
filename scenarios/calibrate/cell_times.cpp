#include "scenarios/calibrate/cell_times.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "scenarios/calibrate/statistics.h"
#include "scenarios/run/scenario/run_scenario.h"
#include "scenarios/run/workers/workers.h"

namespace tiersim {
namespace {

std::string packed(const CellTime& time) {
  nlohmann::json message{{"problem", time.problem}};
  if (!std::isnan(time.median_ns)) message["median_ns"] = time.median_ns;
  const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(message);
  return {bytes.begin(), bytes.end()};
}

CellTime unpacked(const std::string& bytes) {
  const nlohmann::json message = nlohmann::json::from_cbor(bytes.begin(), bytes.end());
  return {message.value("median_ns", std::nan("")), message.at("problem")};
}

CellTime time_of(const ScenarioResult& result) {
  std::vector<double> latencies;
  for (const RequestRecord& request : result.requests)
    latencies.push_back(static_cast<double>(request.latency().count()));
  return {latencies.empty() ? std::nan("") : median(std::move(latencies)),
          result.status == "ok" ? "" : result.reason};
}

}  // namespace

std::vector<CellTime> simulate_cells(const ExpandedStudy& study, const MeasuredStudy& measured,
                                     const std::vector<std::size_t>& scenarios, int workers) {
  std::vector<CellTime> times(scenarios.size());
  JobSet work;
  work.jobs.resize(scenarios.size());
  std::iota(work.jobs.begin(), work.jobs.end(), 0);
  work.run = [&](std::size_t job) {
    return packed(time_of(run_scenario(study, scenarios[job], measured)));
  };
  work.failed = [](std::size_t, const std::string& reason) {
    return packed({std::nan(""), reason});
  };
  work.finished = [&](std::size_t job, const std::string& result) {
    times[job] = unpacked(result);
  };
  if (!run_in_workers(work, workers)) throw CalibrationInterrupted();
  return times;
}

}  // namespace tiersim
