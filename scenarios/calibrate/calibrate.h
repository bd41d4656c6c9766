#pragma once

#include <filesystem>
#include <stdexcept>

#include "scenarios/calibrate/cell_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/base/quantity.h"

namespace tiersim {

struct CalibrationOptions {
  std::filesystem::path cells;   ///< the CSV file of measured cells
  std::filesystem::path output;  ///< the folder for profiles.csv and calibrated.yaml
  CellStudyOptions read;
  bool known_sizes{false};   ///< message sizes stay those of the study; only overheads are fitted
  bool force{false};         ///< replace files that exist
  Fraction tolerance{0.05};  ///< the largest error of a fitted cell that counts as a fit
  int workers{1};            ///< number of worker processes
};

/// Thrown if the measured cells contradict the study or each other: no overheads and sizes explain
/// them within the tolerance.
struct CalibrationMisfit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Fits overheads and message sizes to measured cells, predicts the cells that were held out,
/// prints both, and writes profiles.csv and calibrated.yaml. docs/calibration.md has the model.
/// Returns the exit status: 0, or 130 if it was interrupted. Throws UserError for a mistake in the
/// study, the cells or the options, and for cells that are too few; CalibrationMisfit for cells
/// that contradict each other. Then nothing is written.
int calibrate(Document document, const Overrides& overrides, const CalibrationOptions& options);

}  // namespace tiersim
