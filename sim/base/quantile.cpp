#include "sim/base/quantile.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tiersim {
namespace {

constexpr double kTail = 0.025;  // probability outside the interval, on each side

}  // namespace

double QuantileEstimate::relative_error() const {
  if (!low || !high) return std::numeric_limits<double>::infinity();
  return static_cast<double>(high->ns - low->ns) / 2 / static_cast<double>(value.ns);
}

QuantileRanks ranks_around(std::size_t count, double quantile) {
  const auto samples = static_cast<double>(count);
  const boost::math::binomial_distribution<> below(samples, quantile);
  // Sample r lies above the quantile if fewer than r samples lie below it: P(below < r), which
  // grows with r. Returns the number of samples for which it is below `limit`, or equal if
  // `or_equal`.
  const auto count_up_to = [&](double limit, bool or_equal) {
    std::size_t from = 0, to = count;
    while (from < to) {
      const std::size_t r = from + (to - from + 1) / 2;
      const double probability = boost::math::cdf(below, static_cast<double>(r - 1));
      const bool is_within = or_equal ? probability <= limit : probability < limit;
      (is_within ? from : to) = is_within ? r : r - 1;
    }
    return from;
  };
  QuantileRanks ranks;
  ranks.low = count_up_to(kTail, true);
  const std::size_t high = count_up_to(1 - kTail, false) + 1;
  if (high <= count) ranks.high = high;
  return ranks;
}

double interpolated_quantile(const std::vector<double>& sorted, double quantile) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  if (sorted.empty()) return kUnknown;
  const double position = quantile * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = position - static_cast<double>(below);
  const double value =
      part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part;
  return std::isfinite(value) ? value : kUnknown;
}

QuantileEstimate estimate_quantile(std::vector<MeasuredTime> samples, double quantile) {
  if (samples.empty()) throw std::invalid_argument("no samples to take a quantile of");
  std::sort(samples.begin(), samples.end());
  const auto count = static_cast<double>(samples.size());
  QuantileEstimate result;
  const double rank = std::clamp(std::ceil(count * quantile), 1.0, count);
  result.value = samples[static_cast<std::size_t>(rank) - 1];
  const QuantileRanks ranks = ranks_around(samples.size(), quantile);
  if (ranks.low > 0) result.low = samples[ranks.low - 1];
  if (ranks.high > 0) result.high = samples[ranks.high - 1];
  return result;
}

MeasuredTime median_of(std::vector<MeasuredTime> samples) {
  const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
  std::nth_element(samples.begin(), middle, samples.end());
  return *middle;
}

}  // namespace tiersim
