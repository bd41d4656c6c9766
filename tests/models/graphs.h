#pragma once

#include <ATen/ATen.h>

#include "models/ir/builder.h"
#include "models/subjects/wide_resnet.h"

namespace tiersim::models {

/// A small wide ResNet whose batch norms have statistics worth folding.
inline Graph small_network(std::uint64_t seed) {
  at::manual_seed(seed);
  WideResNetConfig config;
  config.stem_channels = 16;
  config.planes = {8, 16};
  config.blocks = {1, 2};
  Graph graph = wide_resnet(config);
  for (Node& node : graph.nodes) {
    if (node.kind != NodeKind::batch_norm2d) continue;
    const auto channels = node.tensors.at("weight").size(0);
    node.tensors["weight"] = at::rand({channels}) + 0.5;
    node.tensors["bias"] = at::randn({channels}) * 0.1;
    node.tensors["running_mean"] = at::randn({channels}) * 0.1;
    node.tensors["running_var"] = at::rand({channels}) + 0.5;
  }
  return graph;
}

inline at::Tensor random_images(std::int64_t count) { return at::randn({count, 1, 28, 28}); }

}  // namespace tiersim::models
