#pragma once

#include <ATen/ATen.h>

namespace tiersim::models {

/// What the exits of one run have answered so far. Each item of a batch takes the answer of the
/// first exit that is sure of it, as it would alone.
/// Source: Teerapittayanon et al., BranchyNet, ICPR 2016, section III (there by entropy; here, as
/// in Kaya et al., ICML 2019, by the largest softmax probability).
class ExitAnswers {
 public:
  /// Offers the logits of an exit, float32 [N, classes]; says whether every item now has an answer.
  bool take(const at::Tensor& logits, double threshold);

  /// The answers taken, and those of `last`, float32 [N, classes], for items that have none.
  at::Tensor completed_by(const at::Tensor& last) const;

 private:
  at::Tensor answers_;   // float32 [N, classes]
  at::Tensor answered_;  // bool [N, 1]
};

}  // namespace tiersim::models
