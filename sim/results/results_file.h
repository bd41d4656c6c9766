#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/hdf5_file.h"
#include "sim/results/packed_result.h"
#include "sim/results/results.h"

namespace tiersim {

/// The version of the format of results files (docs/results-schema.md).
constexpr std::int64_t kSchemaVersion = 1;

/// Writes a results file (docs/results-schema.md), one scenario after the other. It first writes a
/// temporary file beside `path` and renames that when it is complete, so a file of that name is
/// always complete. Of all scenarios together, it keeps at most two chunks of requests (2 x 16,384)
/// in memory. Every method throws UserError if the file cannot be written.
class ResultsWriter {
 public:
  /// Creates the temporary file of the results file `path`. `routes` must contain the routes of all
  /// scenarios that add() will get, because they decide which columns the requests have.
  ResultsWriter(const std::filesystem::path& path, const std::vector<Route>& routes);
  ~ResultsWriter();  ///< removes the temporary file if finish() did not succeed
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  /// Adds the next scenario: its record, its swept values and its route. Reads all requests of
  /// `result` and takes its record, so `result` must not be used afterwards. Scenarios must be
  /// added in the order of their ids.
  void add(PackedResult& result, std::vector<SweepValue> sweep, const Route& route);
  /// Writes the list of the scenarios that add() got, and the attributes, profiles, variants, cuts
  /// and trace files of `rest`. Does not use `rest.scenarios`. Then renames the temporary file to
  /// the final path. Must be called last.
  void finish(const Results& rest);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writes a results file whose whole content is in memory. Throws UserError if it cannot be
/// written.
void write_results(const std::filesystem::path& path, const Results& results);

/// One line of a summary: a scenario and the quantiles of its latencies.
struct SummaryRow : ScenarioRecord {
  /// The scenario's value of each swept key, as text for the user. The order is that of
  /// Summary::sweep_paths.
  std::vector<std::string> sweep;
  /// `median_ms` is the median of the latency of all requests, `p95_ms` its 95th percentile, both
  /// in milliseconds. They are interpolated linearly between samples. The latency of a request
  /// without an answer counts as infinite. A quantile that would be infinite is NaN. Both are NaN
  /// if there are no requests.
  double median_ms, p95_ms;
  double in_time;  ///< fraction of requests that ended "ok"; NaN without requests
};

/// A summary of a results file: one row for each scenario.
struct Summary {
  /// The question of the study, as its author wrote it.
  std::string question;
  /// The swept keys of the study, in alphabetical order.
  std::vector<std::string> sweep_paths;
  std::vector<SummaryRow> rows;
  std::string complete;  ///< "yes" if the file has all scenarios of the study, otherwise "no"
};

/// Reads a results file and returns its summary. Throws UserError if the file is not a results file
/// of this schema version, or is damaged.
Summary read_summary(const std::filesystem::path& path);

/// A setting in which the studies of several results files differ. In a merged file it is the
/// column `sweep.<path>` of /scenarios.
struct SettingColumn {
  std::string path;  ///< the setting: "request.payload"
  /// The value of each file for all its scenarios. It is nullopt if the file has the column
  /// already, or lacks the setting; then the cells are NaN or empty.
  std::vector<std::optional<SweepValue>> values;
};

/// Writes one results file, `output`, with the scenarios of the results files `paths` in that
/// order, and everything that belongs to them. An attribute that differs between the files gets all
/// its values, one after the other. But `complete` becomes "no", `profiles_key` a hash,
/// `created_utc` the current time. `settings` adds columns to /scenarios; each has as many values
/// as there are files. Throws UserError if an input is not a results file of this schema version or
/// does not fit the others, or if `output` cannot be written.
void merge_results(const std::vector<std::filesystem::path>& paths,
                   const std::filesystem::path& output,
                   const std::vector<SettingColumn>& settings = {});

/// Reads the measurements of a results file: profiles, variants, cuts, trace files and the
/// attributes that name the study and the machine. The returned Results has no scenarios. Throws
/// UserError if the file is not a results file of this schema version, or is damaged.
Results read_measurements(const std::filesystem::path& path);

/// The root attribute `mode` of a validation file. Its groups /simulated/N and /emulated/N are
/// results files, but the file itself is none (docs/results-schema.md).
constexpr const char* kValidationMode = "validation";

/// Whether a file is a validation file.
bool is_validation_file(const Hdf5Reader& file);

/// Throws UserError if the schema version of `file` is not kSchemaVersion. `path` is the name of
/// the file for the message.
void check_schema_version(const Hdf5Reader& file, const std::filesystem::path& path);

/// Throws UserError if `file` is not a results file of this schema version: it may have another
/// version, or be a validation file. `path` is the name of the file for the message.
void check_schema(const Hdf5Reader& file, const std::filesystem::path& path);

/// Whether the file `path` is a results or validation file of tiersim, of any schema version. If
/// not, it may hold somebody's work and must not be replaced. A file that is damaged may count as
/// none.
bool holds_results(const std::filesystem::path& path);

/// The attributes of a results file that tell how it was made: from which study, from which
/// profiles, by simulation or emulation, and whether it has all scenarios of the study.
struct Provenance {
  std::string study_expanded;  ///< text of the study with every default
  std::string profiles_key;    ///< hash of all variants, profiles with their times, and trace files
  std::string mode;            ///< "simulated" or "emulated"; "simulated" if the file has no mode
  std::string complete;        ///< "yes" if the file has all scenarios of the study, otherwise "no"
};
/// Reads the attributes of Provenance from a results file. Throws UserError if the file is not a
/// results file of this schema version.
Provenance read_provenance(const std::filesystem::path& path);

}  // namespace tiersim
