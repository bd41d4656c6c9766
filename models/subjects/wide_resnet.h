#pragma once

#include <array>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A bottleneck residual network whose inner 3x3 convolutions are wide.
/// Source: Zagoruyko & Komodakis, "Wide Residual Networks", BMVC 2016; the bottleneck and the names
/// of layers follow torchvision's wide_resnet101_2 (inner width `width_factor` x planes, output
/// width `expansion` x planes).
struct WideResNetConfig {
  std::int64_t in_channels{1};
  std::int64_t classes{10};
  std::int64_t stem_channels{32};  ///< one 3x3 convolution of stride 1 for small images
  std::vector<std::int64_t> planes{16, 32, 64};
  std::vector<std::int64_t> blocks{2, 2,
                                   2};  ///< per stage; every stage after the first halves H, W
  std::int64_t width_factor{2};
  std::int64_t expansion{4};
};

/// Maps float32 [N, in_channels, H, W] to logits float32 [N, classes]; weights are random, drawn
/// from LibTorch's default generator.
Graph wide_resnet(const WideResNetConfig& config);

}  // namespace tiersim::models
