#pragma once

#include <ATen/ATen.h>

#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The number of calibration inputs that run together as one batch.
constexpr std::int64_t kCalibrationBatch = 100;

/// The rule that estimates the range of an activation from its values on the calibration inputs.
enum class RangeRule {
  min_max,  ///< from the smallest to the largest value (Jacob et al., CVPR 2018, section 3.1)
  mse,      ///< the clipped range with the least squared error over a histogram of the values
            ///< (Krishnamoorthi, arXiv:1806.08342; search as in Choukroun et al., arXiv:1902.06822)
};

/// The range [low, high] of the values of an activation.
struct Range {
  double low{0}, high{0};
};

/// Estimates the range of each node's value by `rule` and returns the ranges in the order of the
/// nodes. Runs `graph` on `calibration` (float32 [N, C, H, W] or token ids int64 [N, T]) in batches
/// of 100.
std::vector<Range> observe_ranges(const Graph& graph, const at::Tensor& calibration,
                                  RangeRule rule);

/// The scale and the zero point of the quint8 quantization that maps [low, high] to 0..255. The
/// range is first widened to include 0.
Quantization affine_quantization(double low, double high);

/// Clips a range for quantization: returns the part of `range` in which quantization to 256 levels
/// has the least mean squared error. `counts` is a histogram of the values, with bins of equal
/// width over `range`. The search moves a negative low end and a positive high end towards zero, in
/// steps of 4 % down to 24 % of their value. Other ends stay.
Range least_squares_range(const std::vector<double>& counts, const Range& range);

}  // namespace tiersim::models
