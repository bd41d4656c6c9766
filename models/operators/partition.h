#pragma once

#include "models/operators/cuts.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// The two halves; running one after the other gives bit for bit what the whole gives.
std::vector<Graph> split(const Graph& lowered, int after_node);

/// Operator `partition`: splits after the layer that `cut` names. Which is best depends on tiers
/// and links: what `cut=auto` means is chosen where these are known
/// (scenarios/measure/choose_cut.h). Source: Kang et al., "Neurosurgeon", ASPLOS 2017.
class Partition final : public Operator {
 public:
  std::string_view name() const override { return "partition"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

}  // namespace tiersim::models
