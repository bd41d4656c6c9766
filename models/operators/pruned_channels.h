#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `pruned_channels`: removes the least important half (or `keep=SHARE` of it kept) of the
/// inner channels of residual blocks, of attention heads and of feed-forward columns, and trains on
/// for two epochs. The model really becomes smaller. See channel_chains.h for what can go.
/// Sources: Li et al., ICLR 2017 (channels); Michel et al., NeurIPS 2019 (heads).
class PrunedChannels final : public Operator {
 public:
  std::string_view name() const override { return "pruned_channels"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

/// Keeps that share of the units of every chain, at least one.
Graph remove_channels(const Graph& graph, double kept_share);

}  // namespace tiersim::models
