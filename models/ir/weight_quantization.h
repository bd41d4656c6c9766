#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// One scale for each output channel (the first dimension): float32 [out]. It maps the largest
/// weight of the channel to ±127 and zero to zero.
/// Source: Krishnamoorthi, arXiv:1806.08342, section 3.1.
at::Tensor weight_scale(const at::Tensor& weight);

/// round(weight / scale), limited to -127..127, as int8.
at::Tensor int8_weight(const at::Tensor& weight, const at::Tensor& scale);

/// The weight that a conv2d or linear node computes with, in float32 and differentiable. A float32
/// weight of a quantized node is rounded to int8 and back; an int8 weight is dequantized; others
/// are unchanged.
at::Tensor effective_weight(const Node& node);

}  // namespace tiersim::models
