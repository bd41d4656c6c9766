#pragma once

#include <optional>
#include <vector>

#include "sim/base/measured_time.h"

namespace tiersim {

/// A median that is known as well as this, relatively, is called stable.
constexpr double kStableMedian = 0.02;

/// A quantile of measured times, and an interval that holds the true one with a confidence of 95 %
/// at least, whatever their distribution: between two of the samples, by how many of them may lie
/// below a quantile. For independent samples; drift makes it too narrow.
/// Source: Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2.
struct QuantileEstimate {
  MeasuredTime value;
  std::optional<MeasuredTime> low, high;  ///< nothing where too few samples lie on that side

  /// Half the interval as a part of the value; infinite where it has no end.
  double relative_error() const;
};

/// `quantile` in (0, 1). Throws std::invalid_argument without samples.
QuantileEstimate estimate_quantile(std::vector<MeasuredTime> samples, double quantile);

}  // namespace tiersim
