#include "models/subjects/resnet.h"

#include <string>
#include <utility>

#include "models/ir/builder.h"

namespace tiersim::models {
namespace {

/// A convolution, its batch norm and, if `relu` has a name, a relu.
int conv_norm(GraphBuilder& graph, const std::string& conv, const std::string& norm,
              const std::string& relu, int input, std::int64_t in, std::int64_t out,
              std::int64_t kernel, std::int64_t stride = 1, std::int64_t groups = 1) {
  int x = graph.conv2d(conv, input, in, out, kernel, stride, groups);
  x = graph.batch_norm2d(norm, x, out);
  return relu.empty() ? x : graph.apply(NodeKind::relu, relu, x);
}

struct Block {
  std::string name;
  std::int64_t in, planes, out, stride;
};

int bottleneck(GraphBuilder& graph, const ResNetConfig& config, const Block& block, int input) {
  const std::int64_t width = block.planes * config.width_per_group / 64 * config.groups;
  const auto name = [&](const char* part) { return block.name + part; };
  int x = conv_norm(graph, name(".conv1"), name(".bn1"), name(".relu1"), input, block.in, width, 1);
  x = conv_norm(graph, name(".conv2"), name(".bn2"), name(".relu2"), x, width, width, 3,
                block.stride, config.groups);
  return conv_norm(graph, name(".conv3"), name(".bn3"), "", x, width, block.out, 1);
}

int basic(GraphBuilder& graph, const Block& block, int input) {
  const auto name = [&](const char* part) { return block.name + part; };
  const int x = conv_norm(graph, name(".conv1"), name(".bn1"), name(".relu1"), input, block.in,
                          block.planes, 3, block.stride);
  return conv_norm(graph, name(".conv2"), name(".bn2"), "", x, block.planes, block.out, 3);
}

int residual(GraphBuilder& graph, const ResNetConfig& config, const Block& block, int input) {
  int x = config.bottleneck ? bottleneck(graph, config, block, input) : basic(graph, block, input);
  int shortcut = input;
  if (block.stride != 1 || block.in != block.out) {
    shortcut = conv_norm(graph, block.name + ".downsample.0", block.name + ".downsample.1", "",
                         input, block.in, block.out, 1, block.stride);
  }
  x = graph.add(block.name + ".add", x, shortcut);
  return graph.apply(NodeKind::relu, block.name + ".relu3", x);
}

}  // namespace

Graph resnet(const ResNetConfig& config) {
  GraphBuilder graph;
  int x = conv_norm(graph, "conv1", "bn1", "relu", graph.input(), config.in_channels,
                    config.stem_channels, config.small_images ? 3 : 7, config.small_images ? 1 : 2);
  if (!config.small_images) x = graph.max_pool2d("maxpool", x, 3, 2, 1);
  std::int64_t channels = config.stem_channels;
  for (std::size_t stage = 0; stage < config.planes.size(); ++stage) {
    const std::int64_t out = config.planes[stage] * (config.bottleneck ? 4 : 1);
    for (std::int64_t i = 0; i < config.blocks[stage]; ++i) {
      const std::string name = "layer" + std::to_string(stage + 1) + "." + std::to_string(i);
      x = residual(graph, config,
                   {name, channels, config.planes[stage], out, stage > 0 && i == 0 ? 2 : 1}, x);
      channels = out;
    }
  }
  x = graph.apply(NodeKind::global_avg_pool2d, "avgpool", x);
  graph.linear("fc", x, channels, config.classes);
  return std::move(graph).finish();
}

}  // namespace tiersim::models
