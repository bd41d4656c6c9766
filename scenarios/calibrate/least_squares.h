#pragma once

#include <cstddef>
#include <vector>

namespace tiersim {

/// The columns of a matrix. All have the same number of rows.
using Columns = std::vector<std::vector<double>>;

/// Returns the numbers x, each at least 0, for which the sum of the squares of `columns` x - `b` is
/// smallest. If several x are equally good, as with two equal columns, returns the one of them with
/// the smallest sum of squares, where each number is multiplied by the length of its column: equal
/// columns get equal numbers. A column of zeros gets 0. `b` has as many rows as the columns.
/// Source: Lawson and Hanson, Solving Least Squares Problems (1974), algorithm 23.10 (NNLS), on the
/// normal equations with a ridge of 1e-10.
std::vector<double> nonnegative_least_squares(const Columns& columns, const std::vector<double>& b);

/// Returns how much of a column the other columns cannot make up: the length of its part that is
/// perpendicular to all of them, divided by its length. 0: it is a linear combination of them. 1:
/// it is perpendicular to all. A column of zeros has 0.
double independent_part(const Columns& columns, std::size_t which);

}  // namespace tiersim
