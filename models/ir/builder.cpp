#include "models/ir/builder.h"

#include <cmath>
#include <utility>

namespace tiersim::models {
namespace {

constexpr double kEmbeddingDeviation = 0.02;  // BERT's initialization (Devlin et al., 2019)

Node make_node(NodeKind kind, const std::string& name, std::vector<int> inputs) {
  Node node;
  node.kind = kind;
  node.name = name;
  node.inputs = std::move(inputs);
  return node;
}

}  // namespace

GraphBuilder::GraphBuilder() { append(make_node(NodeKind::input, "input", {})); }

int GraphBuilder::append(Node node) {
  graph_.nodes.push_back(std::move(node));
  return static_cast<int>(graph_.nodes.size()) - 1;
}

int GraphBuilder::conv2d(const std::string& name, int input, std::int64_t in_channels,
                         std::int64_t out_channels, std::int64_t kernel, std::int64_t stride,
                         std::int64_t groups) {
  Node node = make_node(NodeKind::conv2d, name, {input});
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
  Node node = make_node(NodeKind::batch_norm2d, name, {input});
  node.tensors = {{"weight", at::ones({channels})},
                  {"bias", at::zeros({channels})},
                  {"running_mean", at::zeros({channels})},
                  {"running_var", at::ones({channels})}};
  return append(std::move(node));
}

int GraphBuilder::max_pool2d(const std::string& name, int input, std::int64_t kernel,
                             std::int64_t stride, std::int64_t padding) {
  Node node = make_node(NodeKind::max_pool2d, name, {input});
  node.kernel = kernel;
  node.stride = stride;
  node.padding = padding;
  return append(std::move(node));
}

int GraphBuilder::linear(const std::string& name, int input, std::int64_t in_features,
                         std::int64_t out_features) {
  Node node = make_node(NodeKind::linear, name, {input});
  const double bound = 1.0 / std::sqrt(static_cast<double>(in_features));
  node.tensors["weight"] = at::empty({out_features, in_features}).uniform_(-bound, bound);
  node.tensors["bias"] = at::empty({out_features}).uniform_(-bound, bound);
  return append(std::move(node));
}

int GraphBuilder::dense(const std::string& name, int input, std::int64_t in_features,
                        std::int64_t out_features) {
  Node node = make_node(NodeKind::linear, name, {input});
  node.tensors["weight"] =
      at::randn({out_features, in_features}) / std::sqrt(static_cast<double>(in_features));
  node.tensors["bias"] = at::zeros({out_features});
  return append(std::move(node));
}

int GraphBuilder::embedding(const std::string& name, int input, std::int64_t words,
                            std::int64_t positions, std::int64_t types, std::int64_t width,
                            const TokenLayout& tokens) {
  Node node = make_node(NodeKind::embedding, name, {input});
  node.tokens = tokens;
  node.tensors["word_embeddings.weight"] = at::randn({words, width}) * kEmbeddingDeviation;
  node.tensors["position_embeddings.weight"] = at::randn({positions, width}) * kEmbeddingDeviation;
  node.tensors["token_type_embeddings.weight"] = at::randn({types, width}) * kEmbeddingDeviation;
  return append(std::move(node));
}

int GraphBuilder::layer_norm(const std::string& name, int input, std::int64_t width,
                             double epsilon) {
  Node node = make_node(NodeKind::layer_norm, name, {input});
  node.epsilon = epsilon;
  node.tensors = {{"weight", at::ones({width})}, {"bias", at::zeros({width})}};
  return append(std::move(node));
}

int GraphBuilder::attention(const std::string& name, int query, int key, int value,
                            std::int64_t heads) {
  Node node = make_node(NodeKind::attention, name, {query, key, value});
  node.heads = heads;
  return append(std::move(node));
}

int GraphBuilder::dropout(const std::string& name, int input, double probability) {
  Node node = make_node(NodeKind::dropout, name, {input});
  node.probability = probability;
  return append(std::move(node));
}

int GraphBuilder::add(const std::string& name, int left, int right) {
  return append(make_node(NodeKind::add, name, {left, right}));
}

int GraphBuilder::apply(NodeKind kind, const std::string& name, int input) {
  return append(make_node(kind, name, {input}));
}

Graph GraphBuilder::finish() && {
  validate(graph_);
  return std::move(graph_);
}

}  // namespace tiersim::models
