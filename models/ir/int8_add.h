#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The sum of two quint8 tensors of equal shape and memory layout, requantized to `out`, negative
/// sums set to zero where `relu`. LibTorch's own quantized::add takes about three times as long.
at::Tensor int8_add(const at::Tensor& x, const at::Tensor& y, const Quantization& out, bool relu);

}  // namespace tiersim::models
