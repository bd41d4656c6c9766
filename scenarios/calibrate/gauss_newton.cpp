#include "scenarios/calibrate/gauss_newton.h"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

constexpr int kMostRounds = 20, kMostHalvings = 4;
constexpr double kSmallChange = 1e-4;  // of a measured value

double sum_of_squares(const std::vector<double>& predicted, const std::vector<double>& measured) {
  double sum = 0;
  for (std::size_t row = 0; row < measured.size(); ++row)
    sum += std::pow((predicted[row] - measured[row]) / measured[row], 2);
  return sum;
}

std::vector<double> between(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> middle;
  for (std::size_t i = 0; i < a.size(); ++i) middle.push_back((a[i] + b[i]) / 2);
  return middle;
}

/// The unknowns that the linear problem at `x` gives.
std::vector<double> next_unknowns(const FitProblem& problem, const Columns& columns,
                                  const std::vector<double>& x,
                                  const std::vector<double>& predicted) {
  std::vector<double> right;
  for (std::size_t row = 0; row < problem.measured.size(); ++row) {
    double value = 1 - predicted[row] / problem.measured[row];
    for (std::size_t i = 0; i < x.size(); ++i) value += columns[i][row] * (x[i] - problem.least[i]);
    right.push_back(value);
  }
  std::vector<double> next = nonnegative_least_squares(columns, right);
  for (std::size_t i = 0; i < next.size(); ++i) next[i] += problem.least[i];
  return next;
}

/// The largest change of a prediction between two sets of unknowns, by the derivative.
double largest_change(const Columns& columns, const std::vector<double>& a,
                      const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t row = 0; !columns.empty() && row < columns[0].size(); ++row) {
    double change = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) change += columns[i][row] * (b[i] - a[i]);
    largest = std::max(largest, std::abs(change));
  }
  return largest;
}

}  // namespace

Columns relative_columns(Columns derivative, const std::vector<double>& measured) {
  for (std::vector<double>& column : derivative)
    for (std::size_t row = 0; row < column.size(); ++row) column[row] /= measured[row];
  return derivative;
}

std::vector<double> gauss_newton(const FitProblem& problem) {
  std::vector<double> x = problem.start;
  std::vector<double> predicted = problem.predict(x);
  for (int round = 0; round < kMostRounds; ++round) {
    const Columns columns = relative_columns(problem.derivative(x), problem.measured);
    std::vector<double> next = next_unknowns(problem, columns, x, predicted);
    if (largest_change(columns, x, next) < kSmallChange) return next;
    const double before = sum_of_squares(predicted, problem.measured);
    std::vector<double> new_predicted = problem.predict(next);
    for (int i = 0; i < kMostHalvings && sum_of_squares(new_predicted, problem.measured) > before;
         ++i) {
      next = between(x, next);
      new_predicted = problem.predict(next);
    }
    if (!(sum_of_squares(new_predicted, problem.measured) < before)) return x;
    x = std::move(next);
    predicted = std::move(new_predicted);
  }
  return x;
}

}  // namespace tiersim
