#pragma once

#include <ATen/ATen.h>

namespace tiersim::models {

/// Collects the answers of a model with early exits during one run. An exit is a classifier inside
/// the model. Each item of a batch gets the answer of the first exit at which its largest softmax
/// probability reaches the threshold of that exit; without such an exit, it gets the model's
/// output. So an item gets the same answer in every batch.
/// Source: Teerapittayanon et al., BranchyNet, ICPR 2016, section III. The test by softmax
/// probability is that of Kaya et al., ICML 2019; BranchyNet uses the entropy.
class ExitAnswers {
 public:
  /// Stores the logits of an exit, float32 [N, classes], as the answers of those items that have no
  /// answer yet and whose largest softmax probability is at least `threshold`. Returns whether
  /// every item now has an answer.
  bool take(const at::Tensor& logits, double threshold);

  /// The answers of all items, float32 [N, classes]: the stored logits of items that have an
  /// answer, and the rows of `last`, the model's output float32 [N, classes], for the others.
  at::Tensor completed_by(const at::Tensor& last) const;

 private:
  at::Tensor answers_;   // float32 [N, classes]
  at::Tensor answered_;  // bool [N, 1]
};

}  // namespace tiersim::models
