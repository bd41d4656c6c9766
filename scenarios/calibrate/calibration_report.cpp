#include "scenarios/calibrate/calibration_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/calibrate/statistics.h"
#include "scenarios/study/yaml/study_error.h"

namespace tiersim {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// Rows of equal length as text. The first `texts` columns are aligned to the left, the others to
/// the right.
std::string aligned(const Table& table, std::size_t texts) {
  std::vector<std::size_t> widths(table[0].size(), 0);
  for (const auto& row : table)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  std::string text;
  for (const auto& row : table) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += i < texts ? fmt::format("{:<{}}  ", row[i], widths[i])
                        : fmt::format("{:>{}}  ", row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string size_text(double bytes) { return to_string(Bytes{std::llround(bytes)}); }

std::string sizes_text(const CalibrationModel& model, const std::vector<double>& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Parameter& parameter = model.parameters()[i];
    if (parameter.kind == Parameter::Kind::overhead) continue;
    const std::string what =
        parameter.kind == Parameter::Kind::payload
            ? "payload"
            : fmt::format("first half of {} {} sends", printable(parameter.subject),
                          printable(parameter.operator_name));
    text += fmt::format("{}: {} (the study: {})\n", what, size_text(values[i]),
                        size_text(model.start()[i]));
  }
  return text;
}

std::string overheads_text(const CalibrationModel& model, const std::vector<double>& values) {
  Table table{{"subject", "operator", "tier", "overhead ms"}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Parameter& parameter = model.parameters()[i];
    if (parameter.kind == Parameter::Kind::overhead)
      table.push_back({printable(parameter.subject), printable(parameter.operator_name),
                       parameter.tier, fmt::format("{:.3f}", values[i] / 1e6)});
  }
  return aligned(table, 3);
}

std::string cells_text(const CellStudy& cells, const std::vector<CellTime>& predicted) {
  Table table{{"subject", "operator", "deployment"}};
  for (const std::string& path : cells.measured.paths) table[0].push_back(printable(path));
  const std::size_t texts = table[0].size() + 1;
  table[0].insert(table[0].end(), {"cell", "measured ms", "predicted ms", "error %"});
  for (const std::size_t i : cells.all_cells()) {
    const MeasuredCell& cell = cells.measured.cells[i];
    std::vector<std::string> row{printable(cell.subject), printable(cell.operator_name),
                                 cell.deployment};
    for (const CsvField& value : cells.measured.points[cell.point].values)
      row.push_back(printable(value.text));
    row.emplace_back(cells.fitted[i] ? "fitted" : "held out");
    row.push_back(fmt::format("{:.3f}", cell.median_ms));
    const bool known = predicted[i].problem.empty();
    row.push_back(known ? fmt::format("{:.3f}", predicted[i].median_ns / 1e6) : "-");
    row.push_back(known ? fmt::format("{:+.2f}", 100 * relative_error(cells, i, predicted[i]))
                        : printable(predicted[i].problem));
    table.push_back(std::move(row));
  }
  return aligned(table, texts);
}

std::string errors_text(const CellStudy& cells, const CellErrors& errors, const char* which) {
  return fmt::format("{} {} cell{}: median error {:.2f} %, worst {:.2f} % ({})\n", errors.count,
                     which, errors.count == 1 ? "" : "s", 100 * errors.median, 100 * errors.worst,
                     cells.describe(errors.worst_cell));
}

}  // namespace

double relative_error(const CellStudy& cells, std::size_t cell, const CellTime& predicted) {
  return predicted.median_ns / 1e6 / cells.measured.cells[cell].median_ms - 1;
}

CellErrors errors_of(const CellStudy& cells, const std::vector<CellTime>& predicted, bool fitted) {
  CellErrors errors;
  std::vector<double> all;
  for (const std::size_t i : cells.all_cells()) {
    if (cells.fitted[i] != fitted || !predicted[i].problem.empty()) continue;
    all.push_back(std::abs(relative_error(cells, i, predicted[i])));
    if (all.back() < errors.worst) continue;
    errors.worst = all.back();
    errors.worst_cell = i;
  }
  errors.count = all.size();
  if (!all.empty()) errors.median = median(std::move(all));
  return errors;
}

std::string calibration_report(const CellStudy& cells, const CalibrationModel& model,
                               const std::vector<double>& values,
                               const std::vector<CellTime>& predicted) {
  const CellErrors fitted = errors_of(cells, predicted, true);
  const CellErrors held_out = errors_of(cells, predicted, false);
  std::string text = fmt::format("{} numbers fitted to {} cells\n", values.size(), fitted.count);
  text += sizes_text(model, values) + "\n" + overheads_text(model, values) + "\n" +
          cells_text(cells, predicted) + "\n";
  if (fitted.count > 0) text += errors_text(cells, fitted, "fitted");
  text += held_out.count > 0 ? errors_text(cells, held_out, "held-out")
                             : "no cell was held out, so the error of a prediction is not known\n";
  return text;
}

}  // namespace tiersim
