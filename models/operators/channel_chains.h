#pragma once

#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Channels that can be removed together. The producers compute them, the followers pass them on
/// channel by channel, and only the consumer reads them. A unit is removed or kept as a whole: a
/// channel, the channels of a group, an attention head, or a column of a feed-forward layer.
struct ChannelChain {
  std::vector<int> producers;  ///< conv2d or linear; query, key and value for attention
  std::vector<int> followers;  ///< batch norms, grouped convolutions, attention, activations, ...
  int consumer{-1};            ///< conv2d or linear
  std::int64_t units{0};
  std::int64_t unit_width{1};  ///< channels per unit
};

/// All chains of a float32 graph, in the order of their producers. The operands of an addition
/// belong to no chain, because a residual stream has to keep its width.
std::vector<ChannelChain> find_channel_chains(const Graph& graph);

/// The importance of each unit, float32 [units]: the sum of the absolute weights that produce it,
/// times the scale of a batch norm behind them. Source: Li et al., ICLR 2017, section 3.1.
at::Tensor unit_importance(const Graph& graph, const ChannelChain& chain);

/// Removes all units of a chain except those at the indices `kept` (int64, rising).
void keep_units(Graph& graph, const ChannelChain& chain, const at::Tensor& kept);

}  // namespace tiersim::models
