#include "models/ir/lower.h"
#include "models/ir/module_node.h"
#include "models/operators/operator.h"
#include "models/operators/quantize_module.h"
#include "models/operators/static_quantization.h"

namespace tiersim::models {

/// Operator `sptq`: static post-training quantization. Activations become quint8 with one scale per
/// tensor from the ranges seen on calibration inputs, weights int8 with one scale per output
/// channel. Convolutions, linear layers, pooling, GELU, gates, and the additions, concatenations
/// and selected channels of images then run on int8 kernels; layer norms, attention and the
/// residual streams of transformers stay float32. A model that TorchScript runs in one piece is
/// quantized by TorchScript's own passes. Source: Jacob et al., CVPR 2018; Krishnamoorthi,
/// arXiv:1806.08342, section 3.
Variant apply_sptq(const Graph& whole, const OperatorCall& call, const PrepareContext& context) {
  const RangeRule rule = range_rule_from(call);
  if (find_module(whole)) return {{quantize_module(whole, context.calibration, rule)}};
  return {{quantize(lower(whole), context.calibration, rule)}};
}

}  // namespace tiersim::models
