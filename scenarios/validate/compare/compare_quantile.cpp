#include "scenarios/validate/compare/compare_quantile.h"

#include <algorithm>
#include <limits>

#include "sim/base/quantile.h"

namespace tiersim {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

void append(const ScenarioRound& round, std::vector<double>& to) {
  for (const Duration latency : round.latency) to.push_back(static_cast<double>(latency.count()));
}

LatencyQuantile quantile_of(const std::vector<ScenarioRound>& rounds, double quantile) {
  std::vector<double> all;
  for (const ScenarioRound& round : rounds) append(round, all);
  if (all.empty()) return {kUnknown, kUnknown, kUnknown};
  std::sort(all.begin(), all.end());
  const double value = interpolated_quantile(all, quantile);
  const QuantileRanks ranks = ranks_around(all.size(), quantile);
  // With few requests, both ranks may lie on one side of the value.
  return {value, ranks.low > 0 ? std::min(all[ranks.low - 1], value) : kUnknown,
          ranks.high > 0 ? std::max(all[ranks.high - 1], value) : kUnknown};
}

double range_of_rounds(const std::vector<ScenarioRound>& rounds, double quantile) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (const ScenarioRound& round : rounds) {
    if (round.latency.empty()) return kUnknown;
    std::vector<double> own;
    append(round, own);
    std::sort(own.begin(), own.end());
    const double value = interpolated_quantile(own, quantile);
    least = std::min(least, value);
    most = std::max(most, value);
  }
  return most - least;
}

}  // namespace

ComparedQuantile compare_quantile(const ScenarioRounds& rounds, double quantile) {
  ComparedQuantile compared{quantile_of(rounds.simulated, quantile),
                            quantile_of(rounds.emulated, quantile), kUnknown, kUnknown};
  const double emulated = compared.emulated.value;
  compared.error = (compared.simulated.value - emulated) / emulated;
  compared.repeatability = range_of_rounds(rounds.emulated, quantile) / emulated;
  return compared;
}

}  // namespace tiersim
