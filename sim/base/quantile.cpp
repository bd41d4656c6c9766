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

QuantileEstimate estimate_quantile(std::vector<MeasuredTime> samples, double quantile) {
  if (samples.empty()) throw std::invalid_argument("no samples to take a quantile of");
  std::sort(samples.begin(), samples.end());
  const auto count = static_cast<double>(samples.size());
  const auto rank = [&](double r) { return samples[static_cast<std::size_t>(r) - 1]; };
  const boost::math::binomial_distribution<> below(count, quantile);
  QuantileEstimate result;
  result.value = rank(std::clamp(std::ceil(count * quantile), 1.0, count));
  // Sample r lies above the quantile if fewer than r samples lie below it: P(below < r).
  for (double r = 1; r <= count && boost::math::cdf(below, r - 1) <= kTail; ++r)
    result.low = rank(r);
  for (double r = count; r >= 1 && boost::math::cdf(below, r - 1) >= 1 - kTail; --r)
    result.high = rank(r);
  return result;
}

MeasuredTime median_of(std::vector<MeasuredTime> samples) {
  const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
  std::nth_element(samples.begin(), middle, samples.end());
  return *middle;
}

}  // namespace tiersim
