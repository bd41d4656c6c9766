#include "models/ir/exit_answers.h"

namespace tiersim::models {

bool ExitAnswers::take(const at::Tensor& logits, double threshold) {
  const at::Tensor sure = logits.softmax(1).amax(1, /*keepdim=*/true) >= threshold;
  answers_ = completed_by(logits);
  answered_ = answered_.defined() ? answered_ | sure : sure;
  return answered_.all().item<bool>();
}

at::Tensor ExitAnswers::completed_by(const at::Tensor& last) const {
  return answered_.defined() ? at::where(answered_, answers_, last) : last;
}

}  // namespace tiersim::models
