#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/results/hdf5_file.h"
#include "sim/results/request_table.h"
#include "sim/results/results.h"

namespace tiersim {

constexpr std::int64_t kSchemaVersion = 1;

/// Writes a results file (docs/results-schema.md) beside `path` first and renames it, so that a
/// file under that name is always whole. Scenarios come one after the other, and of their requests
/// some thousand are in memory at a time. Every method throws UserError where it cannot be written.
class ResultsWriter {
 public:
  /// `steps`: the columns of all routes that will come, see step_columns().
  ResultsWriter(const std::filesystem::path& path, const std::set<std::string>& steps);
  ~ResultsWriter();  ///< removes what was not finished
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  /// In the order of their ids. The scenario's own list of requests is passed over.
  void add(ScenarioResult scenario, const RequestTable& requests);
  /// Writes all but the requests, of which `rest` has none.
  void finish(const Results& rest);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for what is in memory as a whole.
void write_results(const std::filesystem::path& path, const Results& results);

/// One line of a summary: a scenario without its requests.
struct SummaryRow {
  std::string subject, operator_name, deployment, status, reason;
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

/// Writes one file with the scenarios of several, in their order, and all that belongs to them;
/// what the others say of studies and machines is joined where it differs. Throws UserError for
/// what are no results of this schema version, and where `output` cannot be written.
void merge_results(const std::vector<std::filesystem::path>& paths,
                   const std::filesystem::path& output);

/// All that a file holds of what was measured: attributes, profiles, variants and cuts, no
/// scenarios. Throws UserError.
Results read_measurements(const std::filesystem::path& path);

/// Throws UserError for what is no results file of this schema version.
void check_schema(const Hdf5Reader& file, const std::filesystem::path& path);

/// Root attributes that tell whether a file answers a study: what it asked, from which profiles.
struct Provenance {
  std::string study_expanded;
  std::string profiles_key;
  std::string complete;
};
Provenance read_provenance(const std::filesystem::path& path);

}  // namespace tiersim
