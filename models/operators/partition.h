#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// A place where a graph can be cut: after `node`, where its value alone is needed further on.
struct Cut {
  int node;
  std::int64_t bytes;  ///< of the value for one request, as stored (quint8: one byte each)
  double work_before;  ///< share of the multiply-accumulates done by then, [0, 1]
};

/// All cuts of a lowered graph but those at its two ends. `sample`: one input, float32 [1, C, H,
/// W].
std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample);

/// The two halves; running one after the other gives bit for bit what the whole gives.
std::vector<Graph> split(const Graph& lowered, int after_node);

/// Operator `partition` with `cut: auto`: splits where the fewest bytes cross among the cuts that
/// leave each half at least a quarter of the multiply-accumulates (of equals, the most even).
/// Source for cutting where one tensor is live: Kang et al., "Neurosurgeon", ASPLOS 2017.
class Partition final : public Operator {
 public:
  std::string_view name() const override { return "partition"; }
  Variant apply(const Variant& variant, const PrepareContext& context) const override;
};

}  // namespace tiersim::models
