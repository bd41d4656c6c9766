#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `pruned`: of every 3x3 kernel the four largest weights are kept (a pattern each; Niu et
/// al., PatDNN, ASPLOS 2020), of every four neighbouring inputs of a 1x1 convolution or linear
/// layer the two largest (2:4; Mishra et al., arXiv:2104.08378); the rest is zero, and what is kept
/// is trained on for an epoch. The first convolution, depthwise ones, classifiers and embeddings
/// stay whole. The zeros are stored and computed with, as usual runtimes do: it is no faster.
class Pruned final : public Operator {
 public:
  std::string_view name() const override { return "pruned"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

/// 1 where a weight is kept, 0 where not, of the weight's shape; undefined for nodes left whole.
at::Tensor pruning_mask(const Node& node, bool is_classifier);

}  // namespace tiersim::models
