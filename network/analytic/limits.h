#pragma once

#include <limits>

#include "sim/base/quantity.h"

namespace tiersim {

/// The time of an event that never comes, in nanoseconds.
constexpr double kNever = std::numeric_limits<double>::infinity();
/// The rounding error of the fluid model: fewer bytes, or nanoseconds, count as zero.
constexpr double kRounding = 1e-3;

inline double nanoseconds(Duration duration) { return static_cast<double>(duration.count()); }

}  // namespace tiersim
