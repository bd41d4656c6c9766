#pragma once

#include <ATen/ATen.h>

#include "models/ir/builder.h"
#include "models/subjects/resnet.h"
#include "models/subjects/transformer.h"

namespace tiersim::models {

/// Returns `graph` with random weights and statistics in its batch norms, so that folding them has
/// an effect.
inline Graph with_statistics(Graph graph) {
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

/// Returns a small wide ResNet with random weights, for grey images and 10 classes. For every third
/// seed it is a ResNeXt of four groups.
inline Graph small_network(std::uint64_t seed) {
  at::manual_seed(seed);
  ResNetConfig config;
  config.stem_channels = 16;
  config.planes = {8, 16};
  config.blocks = {1, 2};
  config.groups = seed % 3 == 2 ? 4 : 1;
  config.width_per_group = 128 / config.groups;
  config.in_channels = 1;
  config.classes = 10;
  config.small_images = true;
  return with_statistics(resnet(config));
}

/// Returns a transformer of two layers with random weights, for ids 0 to 99 and 5 classes. It is a
/// RoBERTa if `seed` is odd, otherwise a BERT.
inline Graph small_transformer(std::uint64_t seed) {
  at::manual_seed(seed);
  TransformerShape shape;
  shape.roberta = seed % 2 == 1;
  shape.words = 100;
  shape.positions = 40;
  shape.types = shape.roberta ? 1 : 2;
  shape.width = 32;
  shape.layers = 2;
  shape.heads = 4;
  shape.inner_width = 64;
  shape.classes = 5;
  shape.pad_id = shape.roberta ? 1 : 0;
  shape.separator_id = 3;
  return transformer(shape);
}

inline at::Tensor random_ids(std::int64_t count, std::int64_t tokens) {
  return at::randint(4, 100, {count, tokens}, at::kLong);
}

inline at::Tensor random_images(std::int64_t count) { return at::randn({count, 1, 28, 28}); }

}  // namespace tiersim::models
