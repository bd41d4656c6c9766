#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// A table of docs/network-fidelity.md, which has the errors over bandwidth, delay and size.
enum class FidelityRegion { warm_alone, cold_alone, warm_together, cold_together, loss };

/// Returns the region as text: "warm alone".
std::string_view name_of(FidelityRegion region);

/// Where a message is in a table.
struct GridPoint {
  BitsPerSecond rate;
  Duration delay{0};
  Bytes size;
};

/// The values that all tables have. Sizes go only to 1 MB in the regions `warm_together`,
/// `cold_together` and `loss`.
extern const std::vector<double> kGridRates;   // bit/s
extern const std::vector<double> kGridDelays;  // ns
extern const std::vector<double> kGridSizes;   // bytes

/// Returns the largest error in the cells around a point, as a fraction without sign. The cells
/// around it are those of the next smaller and the next larger value of each axis, or the one cell
/// of a value that the axis has. A point outside counts as one on the border. If no message of this
/// size was tested at this rate, the next smaller size counts. `place` is the number of the figure
/// in a cell of the page: alone: 0 coarse, 1 analytic; together: 0 two clients, 1 four clients;
/// loss: 0 at 0.1 %, 1 at 1 %.
double error_near(FidelityRegion region, std::size_t place, const GridPoint& point);

/// Returns the error in a row of the table "Other links", as a fraction without sign. Throws
/// std::out_of_range if there is no such row.
double other_link_error(std::string_view row);

}  // namespace tiersim
