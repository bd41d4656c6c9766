#pragma once

#include <ATen/ATen.h>

#include <array>
#include <functional>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The sum of two quint8 tensors of equal shape and memory layout, requantized to `out`. If `relu`,
/// negative sums become zero. LibTorch's own quantized::add takes about three times as long.
at::Tensor int8_add(const at::Tensor& x, const at::Tensor& y, const Quantization& out, bool relu);

/// Converts float32 to quint8, rounded to the nearest step, as at::quantize_per_tensor does. That
/// one has no vector instructions in a LibTorch without FBGEMM.
at::Tensor to_quint8(const at::Tensor& x, const Quantization& to);

/// Converts quint8 to float32.
at::Tensor to_float32(const at::Tensor& x);

/// A function of one quint8 value, stored as a table of its 256 results.
class ByteFunction {
 public:
  /// `function` maps float32 to float32. `in` is the quantization of the tensors that apply()
  /// reads, `out` that of its results.
  ByteFunction(const std::function<at::Tensor(const at::Tensor&)>& function, const Quantization& in,
               const Quantization& out);
  at::Tensor apply(const at::Tensor& x) const;

 private:
  Quantization out_;
  std::array<std::uint8_t, 256> table_{};
};

}  // namespace tiersim::models
