#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// One scale per output channel (the first dimension) so that the largest weight of each becomes
/// ±127 and zero stays zero: float32 [out]. Source: Krishnamoorthi, arXiv:1806.08342, section 3.1.
at::Tensor weight_scale(const at::Tensor& weight);

/// round(weight / scale) in -127..127, int8.
at::Tensor int8_weight(const at::Tensor& weight, const at::Tensor& scale);

/// The weight that a conv2d or linear node computes with, float32 and differentiable: as it is,
/// rounded to int8 and back where the node is quantized, dequantized where it is int8 already.
at::Tensor effective_weight(const Node& node);

}  // namespace tiersim::models
