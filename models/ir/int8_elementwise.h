#pragma once

#include <ATen/ATen.h>

#include <array>
#include <functional>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Adds two quint8 tensors of equal shape and memory layout, and returns the sum as quint8 with the
/// quantization `out`. If `relu`, negative sums become zero. LibTorch's own quantized::add takes
/// about three times as long. Throws std::invalid_argument for operands of different shape or
/// layout, and for a layout that is neither contiguous nor channels last.
at::Tensor int8_add(const at::Tensor& x, const at::Tensor& y, const Quantization& out, bool relu);

/// Quantizes a float32 tensor to quint8 with the quantization `to`: rounds to the nearest level and
/// limits the result to 0..255. It replaces LibTorch's at::quantize_per_tensor, which has no vector
/// instructions in a build without FBGEMM.
at::Tensor to_quint8(const at::Tensor& x, const Quantization& to);

/// Converts a quint8 tensor to float32 values, with the tensor's own scale and zero point.
at::Tensor to_float32(const at::Tensor& x);

/// An elementwise function from quint8 to quint8, stored as a table of its 256 results.
class ByteFunction {
 public:
  /// Computes the 256 results of `function`, which takes and returns float32 tensors and works
  /// elementwise. `in` is the quantization of the tensors that are passed to apply(). `out` is the
  /// quantization of the tensors that apply() returns.
  ByteFunction(const std::function<at::Tensor(const at::Tensor&)>& function, const Quantization& in,
               const Quantization& out);
  at::Tensor apply(const at::Tensor& x) const;

 private:
  Quantization out_;
  std::array<std::uint8_t, 256> table_{};
};

}  // namespace tiersim::models
