#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/results/hdf5_file.h"
#include "sim/results/packed_result.h"
#include "sim/results/results.h"

namespace tiersim {

constexpr std::int64_t kSchemaVersion = 1;

/// Writes a results file (docs/results-schema.md). It writes another file beside `path` first and
/// renames it, so that a file of that name is always complete. Scenarios come one after the other,
/// and only some thousand of their requests are in memory at a time. Every method throws UserError
/// if the file cannot be written.
class ResultsWriter {
 public:
  /// `routes`: all routes that will come.
  ResultsWriter(const std::filesystem::path& path, const std::vector<Route>& routes);
  ~ResultsWriter();  ///< removes the file if it was not finished
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  /// Adds a scenario and reads its requests. Scenarios come in the order of their ids.
  void add(PackedResult& result, std::vector<SweepValue> sweep, const Route& route);
  /// Writes everything that is not a scenario. `rest` has no scenarios.
  void finish(const Results& rest);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writes a results file from results that are in memory as a whole.
void write_results(const std::filesystem::path& path, const Results& results);

/// A line of a summary: a scenario, and what its requests came to.
struct SummaryRow : ScenarioRecord {
  std::vector<std::string> sweep;  ///< values as a person writes them, in the order of sweep_paths
  /// Over all requests. A request without an answer counts as longer than any other. NaN if there
  /// are too many of those, or no requests.
  double median_ms, p95_ms;
  double in_time;  ///< fraction of requests that ended "ok"; NaN without requests
};

struct Summary {
  std::string question;
  std::vector<std::string> sweep_paths;
  std::vector<SummaryRow> rows;
  std::string complete;  ///< "yes", or "no" for a study that was interrupted
};

/// Throws UserError if the file is no results file of this schema version.
Summary read_summary(const std::filesystem::path& path);

/// Writes one file with the scenarios of several files, in their order, and all that belongs to
/// them. Where the files' attributes differ, the output has all of them, one after the other.
/// Throws UserError if a file is no results file of this schema version, and if `output` cannot be
/// written.
void merge_results(const std::vector<std::filesystem::path>& paths,
                   const std::filesystem::path& output);

/// Reads what was measured: attributes, profiles, variants and cuts, but no scenarios. Throws
/// UserError.
Results read_measurements(const std::filesystem::path& path);

/// Throws UserError if the file is no results file of this schema version.
void check_schema(const Hdf5Reader& file, const std::filesystem::path& path);

/// Root attributes of a results file. They tell which study was run (its expanded text), from which
/// profiles (a hash of their samples), and whether all scenarios are in the file ("yes" or "no").
struct Provenance {
  std::string study_expanded;
  std::string profiles_key;
  std::string complete;
};
Provenance read_provenance(const std::filesystem::path& path);

}  // namespace tiersim
