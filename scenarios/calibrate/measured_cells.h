#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/study/files/csv.h"

namespace tiersim {

/// One combination of subject, operator, deployment and swept values whose latency was measured on
/// a testbed.
struct MeasuredCell {
  std::string subject, operator_name, deployment;
  std::size_t point{0};          ///< index into MeasuredCells::points
  double median_ms{0};           ///< median latency of a request, in milliseconds
  std::optional<double> p95_ms;  ///< 95th percentile of the latency, in milliseconds
  std::int64_t requests{0};      ///< rows with a latency each; 0: the file has only the median
  std::int64_t line{0};          ///< line of the first row of the cell, from 1
};

/// The swept values of one or more cells, with the places where they stand in the file.
struct MeasuredPoint {
  std::vector<CsvField> values;  ///< one value for each of MeasuredCells::paths
  std::int64_t line{0};          ///< line of the values, from 1
};

/// The content of a CSV file of latencies that were measured on a testbed.
struct MeasuredCells {
  std::string file;                ///< name of the file in messages
  std::vector<std::string> paths;  ///< swept settings: "links.edge-cloud.bandwidth"
  /// All different combinations of swept values. Values that are equal in other units, such as "1
  /// Mbps" and "1000 kbps", are the same. There is one point without values if nothing is swept.
  std::vector<MeasuredPoint> points;
  std::vector<MeasuredCell> cells;  ///< in the order of their first rows
};

/// Reads a CSV file of measured latencies. Its columns, in any order, are subject, operator and
/// deployment, a column `sweep.PATH` for each swept setting, whose values have units, and either
/// `latency_ms` or `median_ms`. With `latency_ms`, each row is one request. With `median_ms`, each
/// row is one cell, and `p95_ms` is optional. `name` is the name of the file in messages. Throws
/// UserError `file:line:column: column: problem (remedy)`.
MeasuredCells read_measured_cells(const std::filesystem::path& path, const std::string& name);

}  // namespace tiersim
