#pragma once

#include <ATen/ATen.h>

#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Inputs that run through a model at once during calibration.
constexpr std::int64_t kCalibrationBatch = 100;

/// How the range of an activation is found from calibration inputs.
enum class RangeRule {
  min_max,  ///< smallest to largest value seen (Jacob et al., CVPR 2018, section 3.1)
  mse,      ///< the clipped range with the least squared error over a histogram of what was seen
            ///< (Krishnamoorthi, arXiv:1806.08342; search as in Choukroun et al., arXiv:1902.06822)
};

struct Range {
  double low{0}, high{0};
};

/// The range of every node's value over `calibration` (float32 [N, C, H, W] or token ids [N, T]),
/// run in batches of 100.
std::vector<Range> observe_ranges(const Graph& graph, const at::Tensor& calibration,
                                  RangeRule rule);

/// The scale and zero point that map [low, high], widened to hold 0, onto 0..255.
Quantization affine_quantization(double low, double high);

/// Of a histogram of `counts` over [range.low, range.high]: the range within it that, quantized to
/// 256 steps, has the least mean squared error.
Range least_squares_range(const std::vector<double>& counts, const Range& range);

}  // namespace tiersim::models
