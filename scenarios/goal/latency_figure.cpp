#include "scenarios/goal/latency_figure.h"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

}  // namespace

Figure LatencyQuantiles::estimate(const std::vector<double>& sorted, double quantile,
                                  std::size_t independent) {
  const auto [at, is_new] = ranks_.try_emplace({independent, quantile});
  if (is_new) at->second = ranks_around(independent, quantile);
  const QuantileRanks& ranks = at->second;
  const std::size_t count = sorted.size();
  const double value = interpolated_quantile(sorted, quantile);
  Figure figure;
  figure.value = std::isnan(value) ? kEndless : value;
  // Each end is counted from its own side: from the first value, or from the last.
  const std::size_t below = ranks.low * count / independent;
  const std::size_t above =
      ranks.high == 0 ? 0 : (independent - ranks.high + 1) * count / independent;
  figure.low = below == 0 ? -kEndless : std::min(sorted[below - 1], figure.value);
  figure.high = above == 0 ? kEndless : std::max(sorted[count - above], figure.value);
  return figure;
}

std::size_t count_independent(std::vector<std::int64_t> inputs) {
  std::sort(inputs.begin(), inputs.end());
  const auto known = std::lower_bound(inputs.begin(), inputs.end(), 0);
  const auto different = std::unique(known, inputs.end()) - known;
  return static_cast<std::size_t>((known - inputs.begin()) + different);
}

}  // namespace tiersim
