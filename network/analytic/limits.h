#pragma once

#include <limits>

#include "sim/base/quantity.h"

namespace tiersim {

/// The time of an event that never comes, in nanoseconds.
constexpr double kNever = std::numeric_limits<double>::infinity();
/// The tolerance of the analytic network: a number of bytes or nanoseconds below this counts as
/// zero.
constexpr double kRounding = 1e-3;

/// Returns a duration as a floating-point number of nanoseconds.
inline double nanoseconds(Duration duration) { return static_cast<double>(duration.count()); }

}  // namespace tiersim
