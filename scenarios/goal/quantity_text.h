#pragma once

#include <string>

namespace tiersim {

/// A number of a results file as a person writes it, in the largest unit in which it is at least 1:
/// quantity_text(1.5e8, "ns") is "150 ms". `unit` is that of the column: "ns", "bit/s", "byte",
/// "W", "J", "m" or "1". `tiersim-analyze` writes quantities in the same way.
std::string quantity_text(double value, const std::string& unit, int digits = 4);

/// A figure that a goal has a limit for: as quantity_text(), but a share in per cent, "never" for
/// an infinite latency, and "unknown" for NaN.
std::string figure_text(double value, const std::string& unit, int digits = 4);

}  // namespace tiersim
