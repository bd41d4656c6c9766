#include "models/subjects/wide_resnet.h"

#include <string>
#include <utility>

#include "models/ir/builder.h"

namespace tiersim::models {
namespace {

int bottleneck(GraphBuilder& graph, const std::string& name, int input, std::int64_t in_channels,
               std::int64_t width, std::int64_t out_channels, std::int64_t stride) {
  int x = graph.conv2d(name + ".conv1", input, in_channels, width, 1);
  x = graph.batch_norm2d(name + ".bn1", x, width);
  x = graph.relu(name + ".relu1", x);
  x = graph.conv2d(name + ".conv2", x, width, width, 3, stride);
  x = graph.batch_norm2d(name + ".bn2", x, width);
  x = graph.relu(name + ".relu2", x);
  x = graph.conv2d(name + ".conv3", x, width, out_channels, 1);
  x = graph.batch_norm2d(name + ".bn3", x, out_channels);
  int shortcut = input;
  if (stride != 1 || in_channels != out_channels) {
    shortcut = graph.conv2d(name + ".downsample.0", input, in_channels, out_channels, 1, stride);
    shortcut = graph.batch_norm2d(name + ".downsample.1", shortcut, out_channels);
  }
  x = graph.add(name + ".add", x, shortcut);
  return graph.relu(name + ".relu3", x);
}

}  // namespace

Graph wide_resnet(const WideResNetConfig& config) {
  GraphBuilder graph;
  int x = graph.conv2d("conv1", graph.input(), config.in_channels, config.stem_channels, 3);
  x = graph.batch_norm2d("bn1", x, config.stem_channels);
  x = graph.relu("relu", x);
  std::int64_t channels = config.stem_channels;
  for (std::size_t stage = 0; stage < config.planes.size(); ++stage) {
    const std::int64_t out_channels = config.planes[stage] * config.expansion;
    for (std::int64_t block = 0; block < config.blocks[stage]; ++block) {
      const std::string name = "layer" + std::to_string(stage + 1) + "." + std::to_string(block);
      const std::int64_t stride = stage > 0 && block == 0 ? 2 : 1;
      x = bottleneck(graph, name, x, channels, config.planes[stage] * config.width_factor,
                     out_channels, stride);
      channels = out_channels;
    }
  }
  x = graph.global_avg_pool2d("avgpool", x);
  graph.linear("fc", x, channels, config.classes);
  return std::move(graph).finish();
}

}  // namespace tiersim::models
