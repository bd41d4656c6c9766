#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/results.h"

namespace tiersim {

constexpr std::int64_t kSchemaVersion = 1;

/// Writes a results file (docs/results-schema.md) beside `path` first and renames it, so that a
/// file under that name is always whole. Throws UserError where it cannot be written.
void write_results(const std::filesystem::path& path, const Results& results);

/// One line of a summary: a scenario without its requests.
struct SummaryRow {
  std::string subject, composition, deployment, status, reason;
  double accuracy;                 ///< NaN where unknown
  std::vector<std::string> sweep;  ///< values as a person writes them, in the order of sweep_paths
  /// Over all requests, those that were not answered counting as longer than any; NaN where they
  /// are so many, or there are none.
  double median_ms, p95_ms;
  double in_time;   ///< fraction of requests that ended "ok"; NaN without requests
  double energy_j;  ///< of one request, NaN where no power is stated
};

struct Summary {
  std::string question;
  std::vector<std::string> sweep_paths;
  std::vector<SummaryRow> rows;
  std::string complete;  ///< "yes", or "no" for a study that was interrupted
};

/// Throws UserError for what is no results file of this schema version.
Summary read_summary(const std::filesystem::path& path);

/// Root attributes that tell whether a file answers a study: what it asked, from which profiles.
struct Provenance {
  std::string study_expanded;
  std::string profiles_key;
  std::string complete;
};
Provenance read_provenance(const std::filesystem::path& path);

}  // namespace tiersim
