#include "scenarios/run/trust/fidelity_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace tiersim {

const std::vector<double> kGridRates{1e6, 10e6, 100e6, 1e9};
const std::vector<double> kGridDelays{1e6, 10e6, 50e6};
const std::vector<double> kGridSizes{10e3, 100e3, 1e6, 10e6};

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kDelays = 3, kRows = 12, kColumns = 4;

/// One figure of each cell of one region. A row for each rate and, in it, each delay.
struct GridTable {
  FidelityRegion region;
  std::size_t place;
  double per_cent[kRows][kColumns];
};

#define OTHER_LINK(row, error)
#define GRID(name, place, ...) {FidelityRegion::name, place, {__VA_ARGS__}},
const GridTable kTables[] = {
#include "scenarios/run/trust/fidelity_grid.inc"
};
#undef OTHER_LINK
#undef GRID

#define GRID(name, place, ...)
#define OTHER_LINK(row, error) {row, error},
const std::pair<std::string_view, double> kOtherLinks[] = {
#include "scenarios/run/trust/fidelity_grid.inc"
};
#undef OTHER_LINK
#undef GRID

/// The indices of the values of an axis between which `value` is. Both are the same if the axis has
/// the value, or if it is outside.
std::pair<std::size_t, std::size_t> neighbours(const std::vector<double>& axis, double value) {
  const auto above = std::lower_bound(axis.begin(), axis.end(), value);
  if (above == axis.end()) return {axis.size() - 1, axis.size() - 1};
  const auto index = static_cast<std::size_t>(above - axis.begin());
  return {index == 0 || *above == value ? index : index - 1, index};
}

/// The largest error in a row of cells; unknown if none of them was measured.
double largest_error(const double (&row)[kColumns], std::size_t first, std::size_t last) {
  double most = kUnknown;
  for (std::size_t column = first; column <= last; ++column)
    most = std::fmax(most, std::abs(row[column]));
  while (std::isnan(most) && first > 0) most = std::abs(row[--first]);
  return most;
}

}  // namespace

std::string_view name_of(FidelityRegion region) {
  switch (region) {
    case FidelityRegion::warm_alone:
      return "warm alone";
    case FidelityRegion::cold_alone:
      return "cold alone";
    case FidelityRegion::warm_together:
      return "warm together";
    case FidelityRegion::cold_together:
      return "cold together";
    case FidelityRegion::loss:
      break;
  }
  return "loss";
}

double error_near(FidelityRegion region, std::size_t place, const GridPoint& point) {
  const auto* table = std::find_if(std::begin(kTables), std::end(kTables), [&](const auto& each) {
    return each.region == region && each.place == place;
  });
  if (table == std::end(kTables)) throw std::out_of_range("the grid has no such figure");
  const auto rates = neighbours(kGridRates, point.rate.value);
  const auto delays = neighbours(kGridDelays, static_cast<double>(point.delay.count()));
  const auto sizes = neighbours(kGridSizes, static_cast<double>(point.size.value));
  double most = 0;
  for (std::size_t rate = rates.first; rate <= rates.second; ++rate)
    for (std::size_t delay = delays.first; delay <= delays.second; ++delay)
      most = std::fmax(
          most, largest_error(table->per_cent[rate * kDelays + delay], sizes.first, sizes.second));
  return most / 100;
}

double other_link_error(std::string_view row) {
  for (const auto& [name, error] : kOtherLinks)
    if (name == row) return std::abs(error) / 100;
  throw std::out_of_range("the grid has no such row");
}

}  // namespace tiersim
