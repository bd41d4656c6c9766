#pragma once

#include "models/ir/graph.h"
#include "models/operators/observer.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `sptq`: static post-training quantization. Activations become quint8 with one scale per
/// tensor from the ranges seen on calibration inputs, weights int8 with one scale per output
/// channel. Convolutions, linear layers, pooling, GELU and the additions of images then run on int8
/// kernels; layer norms, attention and the residual streams of transformers stay float32.
/// A model that TorchScript runs in one piece is quantized by TorchScript's own passes.
/// Source: Jacob et al., CVPR 2018; Krishnamoorthi, arXiv:1806.08342, section 3.
class StaticQuantization final : public Operator {
 public:
  std::string_view name() const override { return "sptq"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

/// The setting `observer` of `sptq` and `qat`: min_max (where it is not given) or mse.
RangeRule range_rule_from(const OperatorCall& call);

/// Says where a lowered graph is quantized and with which scales, its weights still float32: nodes
/// that will run in int8 get their quantization, and quantize and dequantize nodes stand where
/// values change their form. interpret() runs it as fake quantization.
/// `calibration`: float32 [N, C, H, W] or token ids int64 [N, T], of the training set.
Graph place_quantization(const Graph& lowered, const at::Tensor& calibration,
                         RangeRule rule = RangeRule::min_max);

/// Makes the weights of a graph so placed int8, for the executor.
Graph to_int8(const Graph& placed);

/// Both at once.
Graph quantize(const Graph& lowered, const at::Tensor& calibration,
               RangeRule rule = RangeRule::min_max);

}  // namespace tiersim::models
