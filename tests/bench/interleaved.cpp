#include "tests/bench/interleaved.h"

#include <algorithm>

#include "models/measure/clocks.h"

namespace tiersim::models {
namespace {

constexpr double kBlockMilliseconds = 100, kTurnMilliseconds = 12'000;  // per contender
constexpr std::int64_t kFewestRounds = 7, kMostRounds = 30;

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

double time_once(const Contender& contender, std::int64_t i) {
  const MeasuredTime before = cpu_now();
  contender.infer(i);
  return 1e-6 * static_cast<double>(cpu_now().ns - before.ns);
}

/// The first tenth, at least one, warms the caches.
double time_block(const Contender& contender, std::int64_t count) {
  const std::int64_t cold = std::max<std::int64_t>(1, count / 10);
  std::vector<double> times;
  for (std::int64_t i = 0; i < count; ++i) {
    const double time = time_once(contender, i);
    if (i >= cold) times.push_back(time);
  }
  return median(times);
}

}  // namespace

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

std::vector<Timing> take_turns(const std::vector<Contender>& contenders) {
  for (const Contender& contender : contenders) {
    for (int i = 0; i < 3; ++i) contender.infer(0);  // packs weights; TorchScript optimizes twice
  }
  const double typical = time_once(contenders[0], 0);
  const auto block =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(kBlockMilliseconds / typical), 2, 100);
  const auto rounds = std::clamp<std::int64_t>(
      static_cast<std::int64_t>(kTurnMilliseconds / (typical * static_cast<double>(block))),
      kFewestRounds, kMostRounds);
  std::vector<std::vector<double>> times(contenders.size()), speedups(contenders.size());
  for (std::int64_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      times[i].push_back(time_block(contenders[i], block));
      speedups[i].push_back(times[0].back() / times[i].back());
    }
  }
  std::vector<Timing> timings;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    timings.push_back({median(times[i]), median(speedups[i]), quantile(speedups[i], 0.25),
                       quantile(speedups[i], 0.75)});
  }
  return timings;
}

}  // namespace tiersim::models
