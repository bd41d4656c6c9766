#pragma once

#include <ATen/ATen.h>

#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Number of inputs in one batch of calibration.
constexpr std::int64_t kCalibrationBatch = 100;

/// How the range of an activation is estimated from calibration inputs.
enum class RangeRule {
  min_max,  ///< smallest to largest value seen (Jacob et al., CVPR 2018, section 3.1)
  mse,      ///< the clipped range with the least squared error over a histogram of the values
            ///< (Krishnamoorthi, arXiv:1806.08342; search as in Choukroun et al., arXiv:1902.06822)
};

struct Range {
  double low{0}, high{0};
};

/// The range of every node's value over `calibration` (float32 [N, C, H, W] or token ids [N, T]),
/// run in batches of 100.
std::vector<Range> observe_ranges(const Graph& graph, const at::Tensor& calibration,
                                  RangeRule rule);

/// The scale and zero point that map [low, high] to 0..255. The range is widened to include 0.
Quantization affine_quantization(double low, double high);

/// The part of [range.low, range.high] that has the least mean squared error when it is quantized
/// to 256 steps. `counts`: a histogram of the values over `range`.
Range least_squares_range(const std::vector<double>& counts, const Range& range);

}  // namespace tiersim::models
