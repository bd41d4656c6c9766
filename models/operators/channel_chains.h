#pragma once

#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Layers that share channels, and from which a channel can be removed without a change to any
/// other layer. The producers compute the channels, the followers pass them on channel by channel,
/// and only the consumer reads them. A unit is removed or kept as a whole: a channel, the channels
/// of a group, an attention head, or a column of a feed-forward layer.
struct ChannelChain {
  /// Indices of the nodes that compute the channels: one conv2d or linear node, or the three linear
  /// nodes that compute the value, query and key of attention.
  std::vector<int> producers;
  /// Indices of the nodes that pass the channels on: batch norms, grouped convolutions, attention,
  /// activations, dropout and pooling.
  std::vector<int> followers;
  int consumer{-1};            ///< index of the only reader: a conv2d or linear node
  std::int64_t units{0};       ///< number of units
  std::int64_t unit_width{1};  ///< number of channels in a unit
};

/// Finds all channel chains of a float32 graph, in the order of their first producers. The operands
/// of an addition belong to no chain, because a residual stream has to keep its width.
std::vector<ChannelChain> find_channel_chains(const Graph& graph);

/// The importance of each unit of a chain, float32 [units]: the sum of the absolute weights that
/// produce the unit. If a batch norm follows directly, each weight is multiplied by |gamma| /
/// sqrt(variance + epsilon).
/// Source: Li et al., ICLR 2017, section 3.1.
at::Tensor unit_importance(const Graph& graph, const ChannelChain& chain);

/// Prunes the layers of a chain in `graph`, in place: removes all of the chain's units (channels,
/// groups of channels, attention heads or columns) except those at the indices `kept`, int64 [k] in
/// ascending order.
void keep_units(Graph& graph, const ChannelChain& chain, const at::Tensor& kept);

}  // namespace tiersim::models
