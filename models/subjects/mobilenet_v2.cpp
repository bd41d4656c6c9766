#include "models/subjects/mobilenet_v2.h"

#include <array>
#include <string>
#include <utility>

#include "models/ir/builder.h"

namespace tiersim::models {
namespace {

struct Row {
  std::int64_t expansion, channels, repeats, stride;
};
constexpr std::array<Row, 7> kRows{{{1, 16, 1, 1},
                                    {6, 24, 2, 2},
                                    {6, 32, 3, 2},
                                    {6, 64, 4, 2},
                                    {6, 96, 3, 1},
                                    {6, 160, 3, 2},
                                    {6, 320, 1, 1}}};

/// A module of three parts: convolution, batch norm, relu6.
int conv_norm_relu6(GraphBuilder& graph, const std::string& name, int input, std::int64_t in,
                    std::int64_t out, std::int64_t kernel, std::int64_t stride,
                    std::int64_t groups) {
  int x = graph.conv2d(name + ".0", input, in, out, kernel, stride, groups);
  x = graph.batch_norm2d(name + ".1", x, out);
  return graph.apply(NodeKind::relu6, name + ".2", x);
}

int inverted_residual(GraphBuilder& graph, const std::string& name, int input, std::int64_t in,
                      std::int64_t out, std::int64_t expansion, std::int64_t stride) {
  const std::int64_t inner = in * expansion;
  int part = 0, x = input;
  const auto next = [&] { return name + ".conv." + std::to_string(part++); };
  if (expansion != 1) x = conv_norm_relu6(graph, next(), x, in, inner, 1, 1, 1);
  x = conv_norm_relu6(graph, next(), x, inner, inner, 3, stride, inner);
  x = graph.conv2d(next(), x, inner, out, 1);
  x = graph.batch_norm2d(next(), x, out);
  return stride == 1 && in == out ? graph.add(name + ".add", x, input) : x;
}

}  // namespace

Graph mobilenet_v2(std::int64_t classes) {
  GraphBuilder graph;
  std::int64_t channels = 32;
  int x = conv_norm_relu6(graph, "features.0", graph.input(), 3, channels, 3, 2, 1);
  int block = 1;
  for (const Row& row : kRows) {
    for (std::int64_t i = 0; i < row.repeats; ++i) {
      x = inverted_residual(graph, "features." + std::to_string(block++), x, channels, row.channels,
                            row.expansion, i == 0 ? row.stride : 1);
      channels = row.channels;
    }
  }
  constexpr std::int64_t kLastChannels = 1280;
  x = conv_norm_relu6(graph, "features." + std::to_string(block), x, channels, kLastChannels, 1, 1,
                      1);
  x = graph.apply(NodeKind::global_avg_pool2d, "avgpool", x);
  x = graph.dropout("classifier.0", x, 0.2);
  graph.linear("classifier.1", x, kLastChannels, classes);
  return std::move(graph).finish();
}

}  // namespace tiersim::models
