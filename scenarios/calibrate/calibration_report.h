#pragma once

#include <string>
#include <vector>

#include "scenarios/calibrate/calibration_model.h"
#include "scenarios/calibrate/cell_study.h"
#include "scenarios/calibrate/cell_times.h"

namespace tiersim {

/// How far predictions are from measured medians, over some cells.
struct CellErrors {
  std::size_t count{0};
  double median{0};  ///< median of the absolute relative errors; 0.01 is 1 %
  double worst{0};   ///< the largest absolute relative error
  std::size_t worst_cell{0};
};

/// The relative error of the predicted median of a cell: 0.01 if it is 1 % too long.
double relative_error(const CellStudy& cells, std::size_t cell, const CellTime& predicted);

/// The errors of the cells that were fitted, or of those that were held out. Cells whose simulation
/// cannot be trusted do not count. `predicted` has an entry for each cell.
CellErrors errors_of(const CellStudy& cells, const std::vector<CellTime>& predicted, bool fitted);

/// The text that `tiersim calibrate` prints: the fitted sizes and overheads, a row for each cell
/// with its measured and predicted median, and the errors of the fitted and of the held-out cells.
std::string calibration_report(const CellStudy& cells, const CalibrationModel& model,
                               const std::vector<double>& values,
                               const std::vector<CellTime>& predicted);

}  // namespace tiersim
