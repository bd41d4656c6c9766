#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>

#include "models/ir/graph.h"

// The compiler makes one version for each level of vector instructions. The loader chooses one.
#define TIERSIM_VECTORIZED \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

namespace tiersim::models {

/// Rounds a number to the nearest level, 0..255. Numbers below `low`, which is not negative, become
/// `low`. After the clamp the value is not negative, so adding a half and truncating rounds to the
/// nearest.
inline std::uint8_t saturate(float x, float low) {
  return static_cast<std::uint8_t>(
      static_cast<std::int32_t>(std::min(std::max(x, low), 255.0F) + 0.5F));
}

/// The levels of a quint8 tensor.
inline const std::uint8_t* bytes_of(const at::Tensor& x) {
  return static_cast<const std::uint8_t*>(x.data_ptr());
}
inline std::uint8_t* mutable_bytes_of(const at::Tensor& x) {
  return static_cast<std::uint8_t*>(x.data_ptr());
}

/// Whether both tensors have the same shape and memory order. The stride of a dimension of size one
/// does not matter.
bool same_order(const at::Tensor& a, const at::Tensor& b);

/// A new quint8 tensor with the shape and memory order of `x` and the quantization `out`. Throws
/// std::invalid_argument for an order that is neither contiguous nor channels last.
at::Tensor empty_quint8_like(const at::Tensor& x, const Quantization& out);

}  // namespace tiersim::models
