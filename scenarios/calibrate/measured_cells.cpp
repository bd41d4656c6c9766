#include "scenarios/calibrate/measured_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "scenarios/calibrate/statistics.h"
#include "scenarios/study/files/csv_table.h"
#include "scenarios/study/sweep/sweep_range.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

constexpr double kShortestMs = 1e-6, kLongestMs = 86'400'000;  // a nanosecond, a day
constexpr const char* kLatency = "latency_ms";
constexpr const char* kMedian = "median_ms";
constexpr const char* kP95 = "p95_ms";
const std::string kSwept = "sweep.";
const std::vector<std::string> kCellColumns{"subject", "operator", "deployment",
                                            kLatency,  kMedian,    kP95};
const std::vector<std::string> kNames{"subject", "operator", "deployment"};
const std::vector<std::string> kPlaces{"mobile",      "edge",       "cloud",
                                       "mobile-edge", "edge-cloud", "mobile-cloud"};

/// Reads the rows of one file and puts those of the same cell together.
class CellReader {
 public:
  explicit CellReader(std::string file) { read_.file = std::move(file); }

  void add(const CsvRow& row) {
    if (columns_.empty())
      read_header(row);
    else
      read_row(NamedCsvRow(row, columns_, read_.file));
  }

  MeasuredCells take() {
    if (columns_.empty())
      throw UserError(fmt::format(
          "{}:1:1: is empty (begin with the line subject,operator,deployment,latency_ms)",
          read_.file));
    if (read_.cells.empty())
      throw UserError(
          fmt::format("{}:{}:1: holds no cells (add a row each)", read_.file, header_line_ + 1));
    for (std::size_t i = 0; i < read_.cells.size(); ++i) {
      MeasuredCell& cell = read_.cells[i];
      cell.requests = static_cast<std::int64_t>(latencies_[i].size());
      if (cell.requests > 0) cell.median_ms = median(latencies_[i]);
    }
    return std::move(read_);
  }

 private:
  void read_header(const CsvRow& row) {
    const auto is_swept = [](const std::string& name) { return name.rfind(kSwept, 0) == 0; };
    columns_ = read_csv_header(row, read_.file, kCellColumns, kNames, is_swept);
    header_line_ = row.line;
    const auto fail = [&](const std::string& name, const char* problem) {
      throw UserError(fmt::format("{}:{}:{}: {}: {}", read_.file, row.line,
                                  row.fields[columns_.at(name)].column, printable(name), problem));
    };
    for (const CsvField& field : row.fields) {
      if (!is_swept(field.text)) continue;
      if (field.text == kSwept) fail(field.text, "names no setting (write sweep. and its path)");
      read_.paths.push_back(field.text.substr(kSwept.size()));
    }
    if (columns_.count(kLatency) + columns_.count(kMedian) == 0)
      throw UserError(
          fmt::format("{}:{}:1: has no latencies (add the column latency_ms, a row for each "
                      "request, or median_ms, a row for each cell)",
                      read_.file, row.line));
    if (columns_.count(kLatency) > 0 && columns_.count(kMedian) > 0)
      fail(kMedian, "goes with no latency_ms (keep one of both)");
    if (columns_.count(kLatency) > 0 && columns_.count(kP95) > 0)
      fail(kP95, "goes with median_ms only (leave it out)");
  }

  void read_row(const NamedCsvRow& row) {
    MeasuredCell cell;
    cell.subject = row.text("subject");
    cell.operator_name = row.text("operator");
    cell.deployment = row.text("deployment");
    cell.line = row.line();
    if (std::find(kPlaces.begin(), kPlaces.end(), cell.deployment) == kPlaces.end())
      row.fail("deployment", fmt::format("unknown value \"{}\" (use one of {})",
                                         printable(cell.deployment), fmt::join(kPlaces, ", ")));
    cell.point = point_of(row);
    const auto key = std::make_tuple(cell.subject, cell.operator_name, cell.deployment, cell.point);
    const auto [known, is_new] = known_cells_.emplace(key, read_.cells.size());
    if (columns_.count(kLatency) > 0) {
      row.text(kLatency);
      if (is_new) add_cell(std::move(cell));
      latencies_[known->second].push_back(*row.number(kLatency, kShortestMs, kLongestMs, "12.5"));
      return;
    }
    if (!is_new)
      row.fail("subject", fmt::format("is the cell of line {} again (keep one)",
                                      read_.cells[known->second].line));
    row.text(kMedian);
    cell.median_ms = *row.number(kMedian, kShortestMs, kLongestMs, "12.5");
    cell.p95_ms = row.number(kP95, kShortestMs, kLongestMs, "14.5");
    if (cell.p95_ms && *cell.p95_ms < cell.median_ms)
      row.fail(kP95, fmt::format("{} is below the median, {} (exchange them?)",
                                 row.field(kP95).text, row.field(kMedian).text));
    add_cell(std::move(cell));
  }

  void add_cell(MeasuredCell cell) {
    read_.cells.push_back(std::move(cell));
    latencies_.emplace_back();
  }

  std::size_t point_of(const NamedCsvRow& row) {
    MeasuredPoint point{{}, row.line()};
    std::vector<std::string> values;
    for (const std::string& path : read_.paths) {
      values.push_back(in_base_units(row.text(kSwept + path)));
      point.values.push_back(row.field(kSwept + path));
    }
    const auto [known, is_new] = known_points_.emplace(std::move(values), read_.points.size());
    if (is_new) read_.points.push_back(std::move(point));
    return known->second;
  }

  MeasuredCells read_;
  CsvColumns columns_;
  std::int64_t header_line_{0};
  std::map<std::vector<std::string>, std::size_t> known_points_;
  std::map<std::tuple<std::string, std::string, std::string, std::size_t>, std::size_t>
      known_cells_;
  std::vector<std::vector<double>> latencies_;  ///< of each cell, in milliseconds
};

}  // namespace

MeasuredCells read_measured_cells(const std::filesystem::path& path, const std::string& name) {
  CellReader reader(name);
  for_each_csv_row(read_csv_file(path, name), name, [&](const CsvRow& row) { reader.add(row); });
  return reader.take();
}

}  // namespace tiersim
