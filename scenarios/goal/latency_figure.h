#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "scenarios/goal/judgement.h"
#include "sim/base/quantile.h"

namespace tiersim {

/// Estimates quantiles of latencies with their 95 % intervals, as `tiersim-analyze` does. Keeps the
/// ranks of the intervals, because many scenarios have the same number of requests.
class LatencyQuantiles {
 public:
  /// The quantile `quantile`, in (0, 1), of `sorted` latencies in ns; there must be one at least.
  /// The latency of a request without an answer is infinite. `independent` is the number of
  /// different inputs: the ranks are those for so many values, spread over all latencies. An end of
  /// the interval is infinite if there are too few values on its side.
  Figure estimate(const std::vector<double>& sorted, double quantile, std::size_t independent);

 private:
  std::map<std::pair<std::size_t, double>, QuantileRanks> ranks_;
};

/// The number of different inputs; each unknown input, -1, counts as a different one.
std::size_t count_independent(std::vector<std::int64_t> inputs);

}  // namespace tiersim
