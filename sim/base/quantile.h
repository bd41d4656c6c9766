#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/base/measured_time.h"

namespace tiersim {

/// The largest relative error (QuantileEstimate::relative_error()) of a median that counts as
/// stable: 0.02, which is 2 %.
constexpr double kStableMedian = 0.02;

/// The ranks of two order statistics, counted from 1. The samples of these ranks are the ends of a
/// confidence interval of a quantile. 0: there are too few samples on that side of the quantile.
struct QuantileRanks {
  std::size_t low{0}, high{0};
};

/// Returns the ranks for `count` independent samples and the quantile `quantile` in (0, 1). The
/// interval between the samples of these ranks holds the true quantile with a probability of at
/// least 95 %, whatever the distribution. For the source see QuantileEstimate.
QuantileRanks ranks_around(std::size_t count, double quantile);

/// Returns a quantile of sorted values, interpolated linearly between neighbours (Hyndman & Fan's
/// type 7, the default of numpy). NaN if there are no values, or if one of the neighbours is
/// infinite.
double interpolated_quantile(const std::vector<double>& sorted, double quantile);

/// A quantile of measured times, with a confidence interval. The interval contains the true
/// quantile with a probability of at least 95 %, whatever the distribution. Both ends of the
/// interval are samples. They follow from the number of samples below the quantile, which has a
/// binomial distribution. The samples must be independent; if they drift, the interval is too
/// narrow.
/// Source: Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2.
struct QuantileEstimate {
  /// The sample at the quantile. It is the smallest sample x for which the fraction of samples that
  /// are at most x is at least `quantile`, the argument of estimate_quantile().
  MeasuredTime value;
  /// The lower end (`low`) and the upper end (`high`) of the confidence interval. An end is empty
  /// if there are too few samples on its side of the quantile.
  std::optional<MeasuredTime> low, high;

  /// Half the length of the confidence interval, divided by `value`. Infinite if an end of the
  /// interval is missing.
  double relative_error() const;
};

/// Estimates a quantile of the samples, which may have any order. `quantile` is a fraction in (0,
/// 1): 0.5 is the median. Throws std::invalid_argument if there are no samples.
QuantileEstimate estimate_quantile(std::vector<MeasuredTime> samples, double quantile);

/// Returns the median of the samples, which may have any order. For an even number of samples, it
/// is the larger of the two in the middle. There must be at least one sample.
MeasuredTime median_of(std::vector<MeasuredTime> samples);

}  // namespace tiersim
