#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_distilled() {
  OperatorDescriptor distilled;
  distilled.text =
      "replaces the model by its student, a smaller model that learns from the model's logits";
  distilled.source = "Hinton et al., arXiv:1503.02531";
  distilled.rank = OperatorRank::new_model;
  distilled.learns = true;
  distilled.ready_made = true;
  return distilled;
}

}  // namespace tiersim
