#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// Builds torchvision's mobilenet_v2 at width 1.0, with the same layers and names. The model maps
/// float32 [N, 3, H, W] to logits float32 [N, classes]. Weights are random, from LibTorch's default
/// generator.
/// Source: Sandler et al., CVPR 2018, table 2.
Graph mobilenet_v2(std::int64_t classes = 1000);

}  // namespace tiersim::models
