#include "scenarios/calibrate/fit_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "scenarios/calibrate/cell_times.h"
#include "scenarios/calibrate/gauss_newton.h"
#include "scenarios/study/sweep/sweep_range.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

/// The least independent_part() of the column of a size. A smaller one is rounding.
constexpr double kLeastIndependent = 1e-3;
/// Steps of the derivatives. A size changes by whole packets.
constexpr double kOverheadStep = 0.01;                      // of the shortest measured median
constexpr double kSizeStep = 0.1, kLeastSizeStep = 14'480;  // of the size; bytes: ten packets

/// Predicts the fitted cells and the derivatives of these predictions.
class CellPredictor {
 public:
  CellPredictor(const CellStudy& cells, const CalibrationModel& model, int workers)
      : cells_(cells), model_(model), workers_(workers), ids_(cells.fitted_cells()) {
    for (const std::size_t id : ids_) measured_.push_back(1e6 * cells.measured.cells[id].median_ms);
  }

  const std::vector<double>& measured() const { return measured_; }

  std::vector<double> predict(const std::vector<double>& values, const std::array<double, 2>& extra,
                              std::optional<Fidelity> fidelity) const {
    const AdjustedStudy adjusted = model_.adjusted(values, extra, fidelity);
    std::vector<double> predicted;
    const auto times = simulate_cells(adjusted.study, adjusted.measured, ids_, workers_);
    for (std::size_t row = 0; row < times.size(); ++row) {
      if (std::isnan(times[row].median_ns))
        throw std::runtime_error(fmt::format("{} cannot be simulated: {}",
                                             cells_.describe(ids_[row]), times[row].problem));
      predicted.push_back(times[row].median_ns);
    }
    return predicted;
  }

  Columns derivative(const std::vector<double>& values, std::optional<Fidelity> fidelity) const {
    Columns columns(values.size(), std::vector<double>(ids_.size(), 0));
    const std::vector<double> base = predict(values, {0, 0}, fidelity);
    const double step = kOverheadStep * *std::min_element(measured_.begin(), measured_.end());
    for (std::size_t stage = 0; stage < 2; ++stage) {
      std::array<double, 2> extra{0, 0};
      extra[stage] = step;
      const std::vector<double> later = predict(values, extra, fidelity);
      for (std::size_t row = 0; row < ids_.size(); ++row) {
        const std::vector<std::size_t>& overheads = model_.of(ids_[row]).overheads;
        if (stage < overheads.size())
          columns[overheads[stage]][row] += (later[row] - base[row]) / step;
      }
    }
    for (const auto kind : {Parameter::Kind::payload, Parameter::Kind::stage_output})
      add_size(kind, values, base, fidelity, columns);
    return columns;
  }

 private:
  /// Enlarges all sizes of one kind at once: a cell depends on one of each kind at most.
  void add_size(Parameter::Kind kind, const std::vector<double>& values,
                const std::vector<double>& base, std::optional<Fidelity> fidelity,
                Columns& columns) const {
    std::vector<double> larger = values;
    bool any = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (model_.parameters()[i].kind != kind) continue;
      larger[i] += std::max(kSizeStep * values[i], kLeastSizeStep);
      any = true;
    }
    if (!any) return;
    const std::vector<double> later = predict(larger, {0, 0}, fidelity);
    for (std::size_t row = 0; row < ids_.size(); ++row) {
      const CellParameters& depends = model_.of(ids_[row]);
      const auto size = kind == Parameter::Kind::payload ? depends.payload : depends.stage_output;
      if (size) columns[*size][row] = (later[row] - base[row]) / (larger[*size] - values[*size]);
    }
  }

  const CellStudy& cells_;
  const CalibrationModel& model_;
  int workers_;
  std::vector<std::size_t> ids_;
  std::vector<double> measured_;
};

bool has_closed_form(const ExpandedStudy& study) {
  for (const SweepPoint& point : study.points)
    for (const auto& [name, link] : point.study.links)
      if (!link.kind->has_closed_form()) return false;
  return true;
}

/// A value of --from that would add cells: "--from 'links.edge-cloud.bandwidth=10 Mbps'". Empty if
/// no cell has another value than the fitted ones.
std::string other_value(const CellStudy& cells) {
  const MeasuredCells& measured = cells.measured;
  for (std::size_t path = 0; path < measured.paths.size(); ++path) {
    const auto value = [&](std::size_t cell) {
      return measured.points[measured.cells[cell].point].values[path].text;
    };
    std::set<std::string> fitted;
    for (const std::size_t cell : cells.fitted_cells()) fitted.insert(in_base_units(value(cell)));
    for (const std::size_t cell : cells.all_cells())
      if (fitted.count(in_base_units(value(cell))) == 0)
        return fmt::format("--from '{}={}'", measured.paths[path], printable(value(cell)));
  }
  return "";
}

/// Checks that the cells tell each size from the overheads and from the other sizes.
void check_sizes_are_told(const CellStudy& cells, const CalibrationModel& model,
                          const Columns& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Parameter& parameter = model.parameters()[i];
    if (parameter.kind == Parameter::Kind::overhead) continue;
    if (independent_part(columns, i) >= kLeastIndependent) continue;
    const std::string what = parameter.kind == Parameter::Kind::payload
                                 ? "the payload"
                                 : fmt::format("what the first half of {} {} sends",
                                               parameter.subject, parameter.operator_name);
    const std::string other = other_value(cells);
    const std::size_t count = cells.fitted_cells().size();
    throw UserError(fmt::format(
        "{}:1:1: the {} cell{} of --from cannot tell the size of {} from the overheads ({}, so "
        "that its links have two rates; or use --known-sizes if the study's sizes are right)",
        cells.measured.file, count, count == 1 ? "" : "s", what,
        other.empty() ? "measure cells at another bandwidth" : "add e.g. " + other));
  }
}

}  // namespace

std::vector<double> fit_cells(const CellStudy& cells, const CalibrationModel& model, int workers) {
  const CellPredictor predictor(cells, model, workers);
  const std::optional<Fidelity> quick =
      has_closed_form(cells.study) ? std::optional(Fidelity::analytic) : std::nullopt;
  FitProblem problem;
  problem.measured = predictor.measured();
  problem.start = model.start();
  for (const Parameter& parameter : model.parameters()) problem.least.push_back(parameter.least());
  problem.derivative = [&](const auto& values) { return predictor.derivative(values, quick); };
  check_sizes_are_told(cells, model,
                       relative_columns(problem.derivative(problem.start), problem.measured));
  if (quick) {
    problem.predict = [&](const auto& values) { return predictor.predict(values, {0, 0}, quick); };
    problem.start = gauss_newton(problem);
  }
  problem.predict = [&](const auto& values) { return predictor.predict(values, {0, 0}, {}); };
  return gauss_newton(problem);
}

}  // namespace tiersim
