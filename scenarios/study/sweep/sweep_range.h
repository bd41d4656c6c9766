#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// The most points of a sweep. Each point is kept in memory, and every scenario has one.
constexpr std::size_t kMostPoints = 250'000;

/// Whether a text is meant as a range: "1 Mbps .. 200 Mbps, log, 20 steps". Not "../trace.csv".
bool is_range(const std::string& text);

/// The values of a range, with both its ends, as a study would write them. Steps are values:
/// "1 .. 5, linear, 3 steps" is 1, 3 and 5. An end without a unit has the unit of the other end. A
/// word before the quantity stays ("poisson 1 /s .. 50 /s, log, 5 steps"). Whole numbers, bytes,
/// nanoseconds and packets stay whole. Other values between the ends have ten significant digits.
/// Throws UserError: problem (remedy).
std::vector<std::string> range_values(const std::string& text);

/// The same text for the same value: "1 Mbps" and "1000 kbps", "poisson 60 /min" and "poisson 1
/// /s". A text that is not a number or a quantity is returned as it is.
std::string in_base_units(const std::string& text);

}  // namespace tiersim
