#include "scenarios/calibrate/calibrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/calibrate/calibration_model.h"
#include "scenarios/calibrate/calibration_report.h"
#include "scenarios/calibrate/cell_times.h"
#include "scenarios/calibrate/fit_cells.h"
#include "scenarios/calibrate/write_calibration.h"
#include "scenarios/measure/measure_profiles.h"
#include "scenarios/measure/profile_plan.h"
#include "scenarios/study/pairs.h"
#include "scenarios/terminal/tell.h"

namespace tiersim {
namespace {

/// Whether the study has models whose service times this machine has to measure.
bool needs_measuring(const ExpandedStudy& study) {
  return std::any_of(study.scenarios.begin(), study.scenarios.end(), [&](const auto& plan) {
    return is_prepared(study.points[plan.point].study, plan.subject, plan.study_operator);
  });
}

/// The service times that the study has before the calibration. Reports only if models are
/// measured.
MeasuredStudy own_service_times(const ExpandedStudy& study) {
  const Report report = needs_measuring(study) ? Report(tell) : Report([](const std::string&) {});
  check_tiers(study);
  MeasuredStudy measured = prepare_variants(study, report);
  measure_profiles(study, measured, report);
  return measured;
}

bool has_overhead(const CalibrationModel& model, const std::vector<double>& values,
                  std::size_t cell) {
  const std::vector<std::size_t>& overheads = model.of(cell).overheads;
  return std::any_of(overheads.begin(), overheads.end(),
                     [&](std::size_t index) { return values[index] > 0; });
}

/// Throws CalibrationMisfit if the worst of the fitted cells is not explained.
void check_fit(const CellStudy& cells, const CalibrationModel& model,
               const std::vector<double>& values, const std::vector<CellTime>& predicted,
               Fraction tolerance) {
  for (const std::size_t cell : cells.fitted_cells()) {
    if (!predicted[cell].problem.empty())
      throw CalibrationMisfit(fmt::format("{}:{}:1: {} cannot be simulated: {}",
                                          cells.measured.file, cells.measured.cells[cell].line,
                                          cells.describe(cell), predicted[cell].problem));
  }
  const CellErrors errors = errors_of(cells, predicted, true);
  if (errors.worst <= tolerance.value) return;
  const std::size_t cell = errors.worst_cell;
  const double error = relative_error(cells, cell, predicted[cell]);
  const char* reason =
      error > 0 && !has_overhead(model, values, cell)
          ? "an overhead would be negative: the study's service times or links are too slow"
          : "the cells contradict each other, or the study's links are not those of the testbed";
  throw CalibrationMisfit(fmt::format(
      "{}:{}:1: does not fit: {} measured {:.3f} ms, the best fit gives {:.3f} ms, {:+.1f} %, more "
      "than {} off ({}); nothing is written",
      cells.measured.file, cells.measured.cells[cell].line, cells.describe(cell),
      cells.measured.cells[cell].median_ms, predicted[cell].median_ns / 1e6, 100 * error,
      to_string(tolerance), reason));
}

}  // namespace

int calibrate(Document document, const Overrides& overrides, const CalibrationOptions& options) {
  const std::filesystem::path study_folder = document.folder();
  check_calibration_folder(options.output, options.force);
  const CellStudy cells = read_cell_study(
      std::move(document), overrides, read_measured_cells(options.cells, options.cells.string()),
      options.read, tell);
  check_replaces_no_input(
      options.output, {options.cells, study_folder / cells.study.points[0].study.profiles_file});
  const MeasuredStudy measured = own_service_times(cells.study);
  const CalibrationModel model(cells, measured, options.known_sizes);
  try {
    const std::vector<double> values = fit_cells(cells, model, options.workers);
    const AdjustedStudy adjusted = model.adjusted(values);
    const std::vector<CellTime> predicted =
        simulate_cells(adjusted.study, adjusted.measured, cells.all_cells(), options.workers);
    check_fit(cells, model, values, predicted, options.tolerance);
    write_calibration(options.output, calibrated_profiles(model, values),
                      calibrated_include(cells, model, values, options.output, study_folder));
    fmt::print("{}", calibration_report(cells, model, values, predicted));
    tell(fmt::format("written to {} and {}", (options.output / "profiles.csv").string(),
                     (options.output / "calibrated.yaml").string()));
    return 0;
  } catch (const CalibrationInterrupted& interrupted) {
    tell(interrupted.what());
    return 130;
  }
}

}  // namespace tiersim
