#pragma once

#include <ATen/ATen.h>

namespace tiersim::models {

/// The answers of the exits in one run. Each item of a batch takes the answer of the first exit
/// that is sure of it, as it would alone.
/// Source: Teerapittayanon et al., BranchyNet, ICPR 2016, section III. An exit is sure by the
/// largest softmax probability, as in Kaya et al., ICML 2019; BranchyNet uses the entropy.
class ExitAnswers {
 public:
  /// Takes the logits of an exit, float32 [N, classes], for items that have no answer yet and whose
  /// largest softmax probability reaches `threshold`. Returns whether every item now has an answer.
  bool take(const at::Tensor& logits, double threshold);

  /// All answers, float32 [N, classes]: those taken, and the rows of `last`, float32 [N, classes],
  /// for items without an answer.
  at::Tensor completed_by(const at::Tensor& last) const;

 private:
  at::Tensor answers_;   // float32 [N, classes]
  at::Tensor answered_;  // bool [N, 1]
};

}  // namespace tiersim::models
