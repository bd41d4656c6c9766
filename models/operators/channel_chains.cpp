#include "models/operators/channel_chains.h"

#include <optional>

namespace tiersim::models {
namespace {

const Node& at_index(const Graph& graph, int index) {
  return graph.nodes[static_cast<std::size_t>(index)];
}

bool is_matrix(const Node& node) {
  return node.kind == NodeKind::linear || (node.kind == NodeKind::conv2d && node.groups == 1);
}

bool passes_channels_on(NodeKind kind) {
  switch (kind) {
    case NodeKind::batch_norm2d:
    case NodeKind::relu:
    case NodeKind::relu6:
    case NodeKind::sigmoid:
    case NodeKind::silu:
    case NodeKind::hardsigmoid:
    case NodeKind::hardswish:
    case NodeKind::gelu:
    case NodeKind::tanh:
    case NodeKind::dropout:
    case NodeKind::max_pool2d:
    case NodeKind::avg_pool2d:
    case NodeKind::global_avg_pool2d:
      return true;
    default:
      return false;
  }
}

/// The only node that reads the value of node `index`; -1 where several nodes read it, or none.
int sole_reader(const Graph& graph, int index) {
  int reader = -1;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    for (const int input : graph.nodes[i].inputs) {
      if (input != index) continue;
      if (reader >= 0) return -1;
      reader = static_cast<int>(i);
    }
  }
  return reader;
}

/// The chain that starts at a convolution or linear layer (for attention, the value projection).
std::optional<ChannelChain> chain_from(const Graph& graph, int producer) {
  ChannelChain chain;
  chain.producers = {producer};
  const std::int64_t channels = at_index(graph, producer).tensors.at("weight").size(0);
  for (int at = producer;;) {
    const int reader = sole_reader(graph, at);
    if (reader < 0) return std::nullopt;
    const Node& node = at_index(graph, reader);
    if (is_matrix(node)) {
      chain.consumer = reader;
      chain.units = channels / chain.unit_width;
      return chain;
    }
    if (node.kind == NodeKind::attention) {
      if (node.inputs[2] != at || at != producer) return std::nullopt;
      for (const int other : {node.inputs[0], node.inputs[1]}) {
        if (at_index(graph, other).kind != NodeKind::linear || sole_reader(graph, other) != reader)
          return std::nullopt;
        chain.producers.push_back(other);
      }
      chain.unit_width = channels / node.heads;
    } else if (node.kind == NodeKind::conv2d) {  // in groups
      const at::Tensor& weight = node.tensors.at("weight");
      if (weight.size(0) != channels || chain.unit_width != 1) return std::nullopt;
      chain.unit_width = weight.size(1);
    } else if (!passes_channels_on(node.kind)) {
      return std::nullopt;
    }
    chain.followers.push_back(reader);
    at = reader;
  }
}

void select(Node& node, const char* name, std::int64_t dimension, const at::Tensor& channels) {
  const auto found = node.tensors.find(name);
  if (found != node.tensors.end())
    found->second = found->second.index_select(dimension, channels).contiguous();
}

}  // namespace

std::vector<ChannelChain> find_channel_chains(const Graph& graph) {
  std::vector<ChannelChain> chains;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!is_matrix(graph.nodes[i])) continue;
    if (auto chain = chain_from(graph, static_cast<int>(i))) chains.push_back(std::move(*chain));
  }
  return chains;
}

at::Tensor unit_importance(const Graph& graph, const ChannelChain& chain) {
  at::Tensor sum = at::zeros({chain.units});
  for (const int producer : chain.producers) {
    at::Tensor size = at_index(graph, producer).tensors.at("weight").abs().flatten(1).sum(1);
    if (!chain.followers.empty()) {
      const Node& next = at_index(graph, chain.followers.front());
      if (next.kind == NodeKind::batch_norm2d) {
        size = size * next.tensors.at("weight").abs() /
               (next.tensors.at("running_var") + next.epsilon).sqrt();
      }
    }
    sum = sum + size.view({chain.units, chain.unit_width}).sum(1);
  }
  return sum;
}

void keep_units(Graph& graph, const ChannelChain& chain, const at::Tensor& kept) {
  const at::Tensor channels =
      (kept.unsqueeze(1) * chain.unit_width + at::arange(chain.unit_width, at::kLong)).flatten();
  const auto node_at = [&](int index) -> Node& {
    return graph.nodes[static_cast<std::size_t>(index)];
  };
  for (const int producer : chain.producers) {
    select(node_at(producer), "weight", 0, channels);
    select(node_at(producer), "bias", 0, channels);
  }
  for (const int follower : chain.followers) {
    Node& node = node_at(follower);
    for (const char* name : {"weight", "bias", "running_mean", "running_var"})
      select(node, name, 0, channels);
    if (node.kind == NodeKind::conv2d) node.groups = kept.size(0);
    if (node.kind == NodeKind::attention) node.heads = kept.size(0);
  }
  select(node_at(chain.consumer), "weight", 1, channels);
}

}  // namespace tiersim::models
