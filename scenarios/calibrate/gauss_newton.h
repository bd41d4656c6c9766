#pragma once

#include <functional>
#include <vector>

#include "scenarios/calibrate/least_squares.h"

namespace tiersim {

/// Measured values that a model with unknown numbers has to explain.
struct FitProblem {
  std::vector<double> measured;  ///< all above 0
  std::vector<double> start;     ///< where the search for the unknowns starts
  std::vector<double> least;     ///< the smallest permitted value of each unknown
  /// Returns what the model predicts for each measured value.
  std::function<std::vector<double>(const std::vector<double>& unknowns)> predict;
  /// Returns a column for each unknown: by how much each prediction changes with it.
  std::function<Columns(const std::vector<double>& unknowns)> derivative;
};

/// Returns the unknowns for which the sum of the squares of the relative errors,
///
///   (predicted - measured) / measured,
///
/// is smallest. Each round solves the linear problem that the derivative gives. A round that makes
/// the sum larger is shortened. The search ends if a round would change no prediction by more than
/// 0.01 % of the measured value, or if no step makes the sum smaller. Source: Gauss-Newton, with
/// bounds (nonnegative_least_squares()). The derivative may be approximate: it decides how soon the
/// search ends, not where.
std::vector<double> gauss_newton(const FitProblem& problem);

/// The columns of a derivative with each row divided by its measured value.
Columns relative_columns(Columns derivative, const std::vector<double>& measured);

}  // namespace tiersim
