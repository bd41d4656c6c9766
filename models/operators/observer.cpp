#include "models/operators/observer.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/ir/interpreter.h"

namespace tiersim::models {
namespace {

constexpr std::int64_t kBins = 2048;

void visit_all(const Graph& graph, const at::Tensor& calibration, const Visit& visit) {
  for (std::int64_t begin = 0; begin < calibration.size(0); begin += kCalibrationBatch) {
    interpret(graph,
              calibration.slice(0, begin, std::min(begin + kCalibrationBatch, calibration.size(0))),
              Mode::eval, visit);
  }
}

double squared_error(const std::vector<double>& counts, const Range& all, const Range& clipped) {
  const Quantization q = affine_quantization(clipped.low, clipped.high);
  const double width = (all.high - all.low) / static_cast<double>(counts.size());
  double error = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    if (counts[bin] == 0) continue;
    const double x = all.low + (static_cast<double>(bin) + 0.5) * width;
    const double zero = static_cast<double>(q.zero_point);
    const double level = std::clamp(std::nearbyint(x / q.scale) + zero, 0.0, 255.0);
    error += counts[bin] * std::pow(x - (level - zero) * q.scale, 2);
  }
  return error;
}

}  // namespace

Quantization affine_quantization(double low, double high) {
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  Quantization result;
  result.scale = std::max((high - low) / 255.0, 1e-12);
  result.zero_point = std::clamp<std::int64_t>(std::llround(-low / result.scale), 0, 255);
  return result;
}

Range least_squares_range(const std::vector<double>& counts, const Range& range) {
  constexpr int kSteps = 20;
  Range best = range;
  double least = squared_error(counts, range, range);
  for (int low = 0; low < kSteps; ++low) {
    if (low > 0 && range.low >= 0) break;  // the range has to include zero
    for (int high = 0; high < kSteps; ++high) {
      if (high > 0 && range.high <= 0) break;
      const auto kept = [](double end, int step) { return end * (1 - 0.04 * step); };
      const Range clipped{kept(range.low, low), kept(range.high, high)};
      const double error = squared_error(counts, range, clipped);
      if (error < least) {
        least = error;
        best = clipped;
      }
    }
  }
  return best;
}

std::vector<Range> observe_ranges(const Graph& graph, const at::Tensor& calibration,
                                  RangeRule rule) {
  const at::NoGradGuard no_gradients;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<Range> ranges(graph.nodes.size(), {kInfinity, -kInfinity});
  visit_all(graph, calibration, [&](std::size_t node, const at::Tensor& value) {
    ranges[node].low = std::min(ranges[node].low, value.min().item<double>());
    ranges[node].high = std::max(ranges[node].high, value.max().item<double>());
    return value;
  });
  if (rule == RangeRule::min_max) return ranges;

  std::vector<std::vector<double>> counts(graph.nodes.size(), std::vector<double>(kBins, 0));
  visit_all(graph, calibration, [&](std::size_t node, const at::Tensor& value) {
    if (ranges[node].high <= ranges[node].low || !value.is_floating_point()) return value;
    const at::Tensor histogram = at::histc(value, kBins, ranges[node].low, ranges[node].high);
    for (std::int64_t bin = 0; bin < kBins; ++bin)
      counts[node][static_cast<std::size_t>(bin)] += histogram.data_ptr<float>()[bin];
    return value;
  });
  for (std::size_t node = 0; node < ranges.size(); ++node) {
    if (ranges[node].high > ranges[node].low)
      ranges[node] = least_squares_range(counts[node], ranges[node]);
  }
  return ranges;
}

}  // namespace tiersim::models
