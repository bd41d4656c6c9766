#pragma once

#include <vector>

#include "scenarios/calibrate/calibration_model.h"
#include "scenarios/calibrate/cell_study.h"

namespace tiersim {

/// Fits the parameters of a calibration to the fitted cells: least squares on the relative errors
/// of the medians. Returns a value for each parameter. The study's own network gives the predicted
/// medians. The closed form (`fidelity: analytic`) gives their derivatives, if it knows all links
/// of the study; otherwise the study's own network does. Throws UserError if the cells cannot tell
/// the size of a message from the overheads, and std::runtime_error if a cell cannot be simulated.
std::vector<double> fit_cells(const CellStudy& cells, const CalibrationModel& model, int workers);

}  // namespace tiersim
