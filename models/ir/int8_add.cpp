#include "models/ir/int8_add.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace tiersim::models {
namespace {

// The compiler makes one version per level of vector instructions; the loader picks.
__attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"))) void scaled_sum(
    const std::uint8_t* __restrict x, const std::uint8_t* __restrict y,
    std::uint8_t* __restrict out, std::int64_t count, float x_factor, float y_factor, float offset,
    float low) {
  for (std::int64_t i = 0; i < count; ++i) {
    const float sum =
        x_factor * static_cast<float>(x[i]) + y_factor * static_cast<float>(y[i]) + offset;
    // Not negative after the clamp, so that adding a half and cutting off rounds to the nearest.
    out[i] = static_cast<std::uint8_t>(
        static_cast<std::int32_t>(std::min(std::max(sum, low), 255.0F) + 0.5F));
  }
}

}  // namespace

at::Tensor int8_add(const at::Tensor& x, const at::Tensor& y, const Quantization& out, bool relu) {
  if (!x.sizes().equals(y.sizes()) || !x.strides().equals(y.strides()) ||
      !x.is_non_overlapping_and_dense()) {
    throw std::invalid_argument("int8_add: operands differ in shape or layout");
  }
  at::Tensor sum = at::_empty_affine_quantized(x.sizes(), x.options(), out.scale, out.zero_point,
                                               x.suggest_memory_format());
  if (!sum.strides().equals(x.strides())) throw std::invalid_argument("int8_add: unusual layout");
  // out: (sx (x - zx) + sy (y - zy)) / s + z, as one multiple of each operand and one offset.
  const double x_factor = x.q_scale() / out.scale, y_factor = y.q_scale() / out.scale;
  const double zero = static_cast<double>(out.zero_point);
  const double offset = zero - x_factor * static_cast<double>(x.q_zero_point()) -
                        y_factor * static_cast<double>(y.q_zero_point());
  scaled_sum(static_cast<const std::uint8_t*>(x.data_ptr()),
             static_cast<const std::uint8_t*>(y.data_ptr()),
             static_cast<std::uint8_t*>(sum.data_ptr()), x.numel(), static_cast<float>(x_factor),
             static_cast<float>(y_factor), static_cast<float>(offset),
             relu ? static_cast<float>(zero) : 0.0F);
  return sum;
}

}  // namespace tiersim::models
