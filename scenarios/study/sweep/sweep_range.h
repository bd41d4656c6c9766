#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// The largest number of points that a sweep may have, and of values that a range may have. A point
/// is one combination of swept values. The settings of all points are kept in memory.
constexpr std::size_t kMostPoints = 250'000;

/// Whether a text looks like a range of values, such as "1 Mbps .. 200 Mbps, log, 20 steps". A path
/// such as "../trace.csv" does not.
bool is_range(const std::string& text);

/// Returns the values of a range as a study would write them, with both its ends. The number of
/// steps is the number of values: "1 .. 5, linear, 3 steps" is 1, 3 and 5. Neighbours have equal
/// differences (`linear`) or equal ratios (`log`). An end without a unit has the unit of the other
/// end. A word before the number is repeated before each value ("poisson 1 /s .. 50 /s, log, 5
/// steps"). Values between the ends are rounded: to whole numbers, bytes or nanoseconds; to whole
/// packets if both ends are whole; others to ten significant digits. Throws UserError, whose text
/// is "problem (remedy)", if the text is not a correct range.
std::vector<std::string> range_values(const std::string& text);

/// Returns the value of a setting, `text`, in a form for comparisons. The form is the same for
/// equal values in different units: "1 Mbps" and "1000 kbps", "poisson 60 /min" and "poisson 1 /s".
/// A text that is not a number or a quantity is returned unchanged.
std::string in_base_units(const std::string& text);

}  // namespace tiersim
