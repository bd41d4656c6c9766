#pragma once

#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Channels that can be removed together: what `producers` make, `followers` pass on channel by
/// channel, and `consumer` alone reads. A unit is what goes or stays as a whole: a channel, the
/// channels of a group, an attention head, a column of a feed-forward layer.
struct ChannelChain {
  std::vector<int> producers;  ///< conv2d or linear; query, key and value for attention
  std::vector<int> followers;  ///< batch norms, grouped convolutions, attention, activations, ...
  int consumer{-1};            ///< conv2d or linear
  std::int64_t units{0};
  std::int64_t unit_width{1};  ///< channels per unit
};

/// Every chain of a float32 graph, in the order of their producers. Values that an addition joins
/// belong to none: a residual stream keeps its width.
std::vector<ChannelChain> find_channel_chains(const Graph& graph);

/// How much each unit of a chain adds: the sum of its producers' absolute weights, scaled as a
/// batch norm behind them scales; float32 [units]. Source: Li et al., ICLR 2017, section 3.1.
at::Tensor unit_importance(const Graph& graph, const ChannelChain& chain);

/// Removes all units of a chain but those at `kept`, int64 in rising order.
void keep_units(Graph& graph, const ChannelChain& chain, const at::Tensor& kept);

}  // namespace tiersim::models
