#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A sweep has no more points than this: each is kept, and every scenario has one.
constexpr std::size_t kMostPoints = 250'000;

/// Whether a text is meant as a range: "1 Mbps .. 200 Mbps, log, 20 steps". Not "../trace.csv".
bool is_range(const std::string& text);

/// The values of a range, both ends among them, as a study would write them. Steps are values:
/// "1 .. 5, linear, 3 steps" is 1, 3 and 5. An end without a unit takes the other's; a word before
/// the quantity stays ("poisson 1 /s .. 50 /s, log, 5 steps"). Whole numbers, bytes, nanoseconds
/// and packets stay whole; other values between the ends have ten significant digits.
/// Throws UserError: problem (remedy).
std::vector<std::string> range_values(const std::string& text);

}  // namespace tiersim
