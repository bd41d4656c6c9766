#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// The structure of a residual network as torchvision builds it, with the same layers and names. A
/// block has two 3x3 convolutions, or is a bottleneck of 1x1, 3x3, 1x1 convolutions with an inner
/// width of planes x width_per_group / 64 x groups.
/// Sources: He et al., CVPR 2016 (resnet); Zagoruyko & Komodakis, BMVC 2016 (wide: width_per_group
/// 128); Xie et al., CVPR 2017 (resnext: groups).
struct ResNetConfig {
  bool bottleneck{true};
  /// Number of residual blocks in each stage. A stage is a row of blocks of the same width. Stages
  /// after the first halve H and W.
  std::vector<std::int64_t> blocks{3, 4, 6, 3};
  std::vector<std::int64_t> planes{64, 128, 256, 512};  ///< basic width of each stage, in channels
  std::int64_t groups{1};                               ///< groups of each 3x3 convolution
  std::int64_t width_per_group{64};
  std::int64_t in_channels{3};
  std::int64_t classes{1000};
  std::int64_t stem_channels{64};
  bool small_images{false};  ///< the stem is one 3x3 convolution of stride 1, without pooling
};

/// Builds the residual network that `config` describes, which maps float32 [N, in_channels, H, W]
/// to logits float32 [N, classes]. Weights are random, from LibTorch's default generator.
Graph resnet(const ResNetConfig& config);

}  // namespace tiersim::models
