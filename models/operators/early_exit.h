#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `early_exit`: a classifier of its own after an inner layer (`after=LAYER`; without it,
/// the layer where half of the multiply-accumulates are done), trained for an epoch on what that
/// layer gives; what lies behind it is cut off. Images: global average pooling and a linear layer;
/// texts: a pooler on the first token and a linear layer.
///
/// With `threshold=PROBABILITY` the rest of the model stays, its weights unchanged: an input is
/// answered at the inner classifier where the largest softmax probability reaches the threshold,
/// else at the end. The inner classifier is the same one, learnt once for all thresholds. Operators
/// that train on such a model train both answers (trainer.h). It cannot be split.
/// Source: Teerapittayanon et al., BranchyNet, ICPR 2016.
class EarlyExit final : public Operator {
 public:
  std::string_view name() const override { return "early_exit"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

/// The layers up to and including `after`, a node index of `lowered`, and an untrained head for
/// `classes` classes, its nodes named "exit.*". `width`: channels or features of that layer's
/// value.
Graph with_exit(const Graph& lowered, int after, std::int64_t width, std::int64_t classes);

/// `early`, which with_exit() made of `lowered` at `after`, with the rest of `lowered` behind an
/// exit named "exit" that answers from `threshold` on.
Graph with_rest(const Graph& early, const Graph& lowered, int after, double threshold);

}  // namespace tiersim::models
