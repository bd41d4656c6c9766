#pragma once

#include <optional>
#include <vector>

#include "sim/base/measured_time.h"

namespace tiersim {

/// A median is stable if its relative error is at most this.
constexpr double kStableMedian = 0.02;

/// A quantile of measured times, with a confidence interval. The interval holds the true quantile
/// with a probability of at least 95 %, whatever the distribution. Its ends are samples: the number
/// of samples below a quantile has a binomial distribution. The samples must be independent; if
/// they drift, the interval is too narrow.
/// Source: Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2.
struct QuantileEstimate {
  MeasuredTime value;
  std::optional<MeasuredTime> low, high;  ///< empty if too few samples lie on that side

  /// Half the length of the interval, divided by the value. Infinite if an end is missing.
  double relative_error() const;
};

/// `quantile` is in (0, 1). Throws std::invalid_argument if there are no samples.
QuantileEstimate estimate_quantile(std::vector<MeasuredTime> samples, double quantile);

/// The middle one of the samples; of an even number, the larger of the two in the middle.
MeasuredTime median_of(std::vector<MeasuredTime> samples);

}  // namespace tiersim
