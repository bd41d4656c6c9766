#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `qat`: quantization-aware training. The model as `sptq` would quantize it is trained on
/// for an epoch with its weights and activations rounded as int8 will round them, to give the
/// float32 model's answers again, and then runs on the same int8 kernels. Batch norms are folded
/// and ranges fixed before; embeddings are left as they are. Without training data it is what
/// `sptq` gives. Sources: Jacob et al., CVPR 2018, section 3; Mishra & Marr, "Apprentice", ICLR
/// 2018.
class QuantizationAwareTraining final : public Operator {
 public:
  std::string_view name() const override { return "qat"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

}  // namespace tiersim::models
