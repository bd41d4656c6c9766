#include "models/ir/builder.h"

#include <cmath>
#include <utility>

namespace tiersim::models {

GraphBuilder::GraphBuilder() {
  Node node;
  node.name = "input";
  append(std::move(node));
}

int GraphBuilder::append(Node node) {
  graph_.nodes.push_back(std::move(node));
  return static_cast<int>(graph_.nodes.size()) - 1;
}

int GraphBuilder::conv2d(const std::string& name, int input, std::int64_t in_channels,
                         std::int64_t out_channels, std::int64_t kernel, std::int64_t stride,
                         std::int64_t groups) {
  Node node;
  node.kind = NodeKind::conv2d;
  node.name = name;
  node.inputs = {input};
  node.stride = stride;
  node.padding = kernel / 2;
  node.groups = groups;
  const double fan_out =
      static_cast<double>(kernel * kernel * out_channels) / static_cast<double>(groups);
  node.tensors["weight"] =
      at::randn({out_channels, in_channels / groups, kernel, kernel}) * std::sqrt(2.0 / fan_out);
  return append(std::move(node));
}

int GraphBuilder::batch_norm2d(const std::string& name, int input, std::int64_t channels) {
  Node node;
  node.kind = NodeKind::batch_norm2d;
  node.name = name;
  node.inputs = {input};
  node.tensors = {{"weight", at::ones({channels})},
                  {"bias", at::zeros({channels})},
                  {"running_mean", at::zeros({channels})},
                  {"running_var", at::ones({channels})}};
  return append(std::move(node));
}

int GraphBuilder::relu(const std::string& name, int input) {
  Node node;
  node.kind = NodeKind::relu;
  node.name = name;
  node.inputs = {input};
  return append(std::move(node));
}

int GraphBuilder::add(const std::string& name, int left, int right) {
  Node node;
  node.kind = NodeKind::add;
  node.name = name;
  node.inputs = {left, right};
  return append(std::move(node));
}

int GraphBuilder::global_avg_pool2d(const std::string& name, int input) {
  Node node;
  node.kind = NodeKind::global_avg_pool2d;
  node.name = name;
  node.inputs = {input};
  return append(std::move(node));
}

int GraphBuilder::linear(const std::string& name, int input, std::int64_t in_features,
                         std::int64_t out_features) {
  Node node;
  node.kind = NodeKind::linear;
  node.name = name;
  node.inputs = {input};
  const double bound = 1.0 / std::sqrt(static_cast<double>(in_features));
  node.tensors["weight"] = at::empty({out_features, in_features}).uniform_(-bound, bound);
  node.tensors["bias"] = at::empty({out_features}).uniform_(-bound, bound);
  return append(std::move(node));
}

Graph GraphBuilder::finish() && {
  validate(graph_);
  return std::move(graph_);
}

}  // namespace tiersim::models
