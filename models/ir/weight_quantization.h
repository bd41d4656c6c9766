#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The scales that quantize a weight to int8: one for each output channel (the first dimension),
/// float32 [out]. A scale maps the largest absolute weight of its channel to 127 and zero to zero.
/// Source: Krishnamoorthi, arXiv:1806.08342, section 3.1.
at::Tensor weight_scale(const at::Tensor& weight);

/// Quantizes a float32 weight with the scales of weight_scale(): round(weight / scale), limited to
/// -127..127, as int8 of the same shape.
at::Tensor int8_weight(const at::Tensor& weight, const at::Tensor& scale);

/// The weight with which a conv2d or linear node computes, in float32 and differentiable. If the
/// node is quantized, a float32 weight is rounded to int8 and back, and an int8 weight is
/// dequantized. Any other weight is unchanged.
at::Tensor effective_weight(const Node& node);

}  // namespace tiersim::models
