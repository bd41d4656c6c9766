#include "sim/results/results_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/error.h"
#include "sim/base/quantile.h"
#include "sim/results/columns.h"
#include "sim/results/read_fields.h"
#include "sim/results/read_sweeps.h"

namespace tiersim {

bool is_validation_file(const Hdf5Reader& file) {
  return file.has_attribute("mode") && file.text_attribute("mode") == kValidationMode;
}

void check_schema_version(const Hdf5Reader& file, const std::filesystem::path& path) {
  const std::int64_t version = file.integer_attribute("schema_version");
  if (version != kSchemaVersion) {
    throw UserError(
        fmt::format("{}: has schema version {}, this program reads {} (use the tiersim that wrote "
                    "it, or run the study again)",
                    path.string(), version, kSchemaVersion));
  }
}

void check_schema(const Hdf5Reader& file, const std::filesystem::path& path) {
  check_schema_version(file, path);
  if (is_validation_file(file))
    throw UserError(
        fmt::format("{}: is a validation file, not a results file (print it with tiersim show)",
                    path.string()));
}

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// The columns of /requests that a summary is made from.
class Requests {
 public:
  Requests(const Hdf5Reader& file, const std::filesystem::path& path)
      : path_(path),
        latency_(file.integers("/requests/latency_ns")),
        outcome_(file.texts("/requests/outcome")) {
    if (outcome_.size() != latency_.size()) fail_as_damaged(path, "/requests");
  }

  SummaryRow summary_of(ScenarioRecord scenario) const {
    const auto total = static_cast<std::int64_t>(latency_.size());
    const std::int64_t first = scenario.first_request, count = scenario.request_count;
    if (first < 0 || count < 0 || first > total || count > total - first)
      fail_as_damaged(path_, "/scenarios");
    Numbers latencies;
    std::int64_t in_time = 0;
    for (auto row = static_cast<std::size_t>(first); row < static_cast<std::size_t>(first + count);
         ++row) {
      const bool answered = outcome_[row] == "ok" || outcome_[row] == "late";
      latencies.push_back(answered ? static_cast<double>(latency_[row]) : kNever);
      in_time += outcome_[row] == "ok" ? 1 : 0;
    }
    std::sort(latencies.begin(), latencies.end());
    return {std::move(scenario),
            {},
            interpolated_quantile(latencies, 0.5) / 1e6,
            interpolated_quantile(latencies, 0.95) / 1e6,
            static_cast<double>(in_time) / static_cast<double>(count)};
  }

 private:
  const std::filesystem::path& path_;
  Integers latency_;
  Texts outcome_;
};

}  // namespace

Summary read_summary(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  Summary summary;
  summary.question = file.text_attribute("question");
  summary.complete = file.text_attribute("complete");
  const Requests requests(file, path);
  for (ScenarioRecord& scenario :
       read_fields<ScenarioRecord>(file, path, "/scenarios", kScenarioFields))
    summary.rows.push_back(requests.summary_of(std::move(scenario)));
  for (const auto& [swept, values] : read_sweeps(file, "/scenarios")) {
    summary.sweep_paths.push_back(swept);
    for (std::size_t i = 0; i < std::min(values.size(), summary.rows.size()); ++i)
      summary.rows[i].sweep.push_back(values[i]);
  }
  return summary;
}

bool holds_results(const std::filesystem::path& path) {
  try {
    const Hdf5Reader file(path);
    return file.has_attribute("schema_version") &&
           (file.has_attribute("study_expanded") || is_validation_file(file));
  } catch (const UserError&) {
    return false;
  }
}

Provenance read_provenance(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  return {file.text_attribute("study_expanded"), file.text_attribute("profiles_key"),
          // Files from before the emulation lack the mode.
          file.has_attribute("mode") ? file.text_attribute("mode") : "simulated",
          file.text_attribute("complete")};
}

}  // namespace tiersim
