#include "scenarios/calibrate/least_squares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiersim {
namespace {

/// Added to the diagonal, for columns of length 1: far above the rounding of doubles, far below any
/// effect.
constexpr double kRidge = 1e-10;
/// A smaller gain, relative to the length of the right side, is rounding.
constexpr double kSmallGain = 1e-12;
/// A column whose rest is shorter is a combination of the columns before it.
constexpr double kRounding = 1e-9;

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double length(const std::vector<double>& column) { return std::sqrt(product(column, column)); }

/// The normal equations of columns of length 1.
struct NormalEquations {
  Columns matrix;
  std::vector<double> right;

  /// Solves the equations of the unknowns in `free`; all others are 0. Uses Cholesky's method.
  std::vector<double> solve(const std::vector<std::size_t>& free) const {
    const std::size_t count = free.size();
    Columns lower(count, std::vector<double>(count, 0));
    std::vector<double> y(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double rest = matrix[free[i]][free[j]];
        for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
        lower[i][j] = i == j ? std::sqrt(std::max(rest, kRidge)) : rest / lower[j][j];
      }
      y[i] = right[free[i]];
      for (std::size_t k = 0; k < i; ++k) y[i] -= lower[i][k] * y[k];
      y[i] /= lower[i][i];
    }
    std::vector<double> solution(right.size(), 0);
    for (std::size_t i = count; i-- > 0;) {
      double rest = y[i];
      for (std::size_t k = i + 1; k < count; ++k) rest -= lower[k][i] * solution[free[k]];
      solution[free[i]] = rest / lower[i][i];
    }
    return solution;
  }

  /// By how much the sum of squares falls, for each step of unknown `i`, at `x`.
  double gain(std::size_t i, const std::vector<double>& x) const {
    return right[i] - product(matrix[i], x);
  }
};

/// Lawson and Hanson's inner loop: goes from `x` towards the solution of the free unknowns, and
/// sets an unknown to 0 for good as soon as it would become negative.
void settle(const NormalEquations& equations, std::vector<bool>& is_free, std::vector<double>& x) {
  for (;;) {
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (is_free[i]) free.push_back(i);
    const std::vector<double> aim = equations.solve(free);
    double step = 1;
    for (const std::size_t i : free)
      if (aim[i] <= 0) step = std::min(step, x[i] / (x[i] - aim[i]));
    if (step == 1 && std::all_of(free.begin(), free.end(), [&](auto i) { return aim[i] > 0; })) {
      x = aim;
      return;
    }
    bool fixed = false;
    for (const std::size_t i : free) {
      x[i] += step * (aim[i] - x[i]);
      if (aim[i] > 0 || x[i] > kRidge * std::abs(aim[i])) continue;
      x[i] = 0;
      is_free[i] = false;
      fixed = true;
    }
    if (!fixed) return;
  }
}

}  // namespace

std::vector<double> nonnegative_least_squares(const Columns& columns,
                                              const std::vector<double>& b) {
  const std::size_t count = columns.size();
  Columns unit = columns;
  std::vector<double> lengths;
  for (std::vector<double>& column : unit) {
    lengths.push_back(length(column));
    for (double& value : column) value = lengths.back() > 0 ? value / lengths.back() : 0;
  }
  NormalEquations equations{Columns(count, std::vector<double>(count, 0)), {}};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) equations.matrix[i][j] = product(unit[i], unit[j]);
    equations.matrix[i][i] += kRidge;
    equations.right.push_back(product(unit[i], b));
  }
  const double small = kSmallGain * length(b);
  std::vector<double> x(count, 0);
  std::vector<bool> is_free(count, false);
  // In exact arithmetic the loop ends by itself.
  for (std::size_t round = 0; round < 3 * count; ++round) {
    std::size_t best = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (is_free[i] || equations.gain(i, x) <= small) continue;
      if (best == count || equations.gain(i, x) > equations.gain(best, x)) best = i;
    }
    if (best == count) break;
    is_free[best] = true;
    settle(equations, is_free, x);
  }
  for (std::size_t i = 0; i < count; ++i) x[i] = lengths[i] > 0 ? x[i] / lengths[i] : 0;
  return x;
}

double independent_part(const Columns& columns, std::size_t which) {
  Columns base;  // of length 1 and perpendicular to each other: Gram and Schmidt's, twice
  const auto reduce = [&](std::vector<double> column) {
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::vector<double>& direction : base) {
        const double part = product(column, direction);
        for (std::size_t row = 0; row < column.size(); ++row) column[row] -= part * direction[row];
      }
    }
    return column;
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i == which) continue;
    std::vector<double> rest = reduce(columns[i]);
    const double left = length(rest);
    if (left <= kRounding * length(columns[i])) continue;
    for (double& value : rest) value /= left;
    base.push_back(std::move(rest));
  }
  const double whole = length(columns[which]);
  return whole > 0 ? length(reduce(columns[which])) / whole : 0;
}

}  // namespace tiersim
