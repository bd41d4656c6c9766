#pragma once

#include "models/ir/graph.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `sptq`: static post-training quantization. Activations become quint8 with one scale per
/// tensor from the ranges seen on calibration inputs, weights int8 with one scale per output
/// channel; convolutions, additions, pooling and linear layers then run on int8 kernels.
/// Source: Jacob et al., CVPR 2018; Krishnamoorthi, arXiv:1806.08342, section 3.
class StaticQuantization final : public Operator {
 public:
  std::string_view name() const override { return "sptq"; }
  Variant apply(const Variant& variant, const PrepareContext& context) const override;
};

/// The scale and zero point that map [low, high], widened to hold 0, onto 0..255.
Quantization affine_quantization(double low, double high);

/// The pass itself. `calibration`: float32 [N, C, H, W], real training inputs.
Graph quantize(const Graph& lowered, const at::Tensor& calibration);

}  // namespace tiersim::models
