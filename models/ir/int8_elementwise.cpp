#include "models/ir/int8_elementwise.h"

#include <immintrin.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "models/ir/int8_bytes.h"

namespace tiersim::models {
namespace {

TIERSIM_VECTORIZED void scaled_sum(const std::uint8_t* __restrict x,
                                   const std::uint8_t* __restrict y, std::uint8_t* __restrict out,
                                   std::int64_t count, float x_factor, float y_factor, float offset,
                                   float low) {
  for (std::int64_t i = 0; i < count; ++i) {
    out[i] = saturate(
        x_factor * static_cast<float>(x[i]) + y_factor * static_cast<float>(y[i]) + offset, low);
  }
}

TIERSIM_VECTORIZED void scale_to_bytes(const float* __restrict x, std::uint8_t* __restrict out,
                                       std::int64_t count, float factor, float zero) {
  for (std::int64_t i = 0; i < count; ++i) out[i] = saturate(x[i] * factor + zero, 0);
}

TIERSIM_VECTORIZED void scale_to_floats(const std::uint8_t* __restrict x, float* __restrict out,
                                        std::int64_t count, float scale, float zero) {
  for (std::int64_t i = 0; i < count; ++i) out[i] = (static_cast<float>(x[i]) - zero) * scale;
}

void look_up(const std::uint8_t* __restrict x, std::uint8_t* __restrict out, std::int64_t count,
             const std::uint8_t* __restrict table) {
  for (std::int64_t i = 0; i < count; ++i) out[i] = table[x[i]];
}

/// The same, 64 levels at a time: two instructions look up 128 entries each. It is about eight
/// times as fast.
__attribute__((target("avx512bw,avx512vbmi"))) void look_up_64(const std::uint8_t* __restrict x,
                                                               std::uint8_t* __restrict out,
                                                               std::int64_t count,
                                                               const std::uint8_t* table) {
  const __m512i a = _mm512_loadu_si512(table), b = _mm512_loadu_si512(table + 64),
                c = _mm512_loadu_si512(table + 128), d = _mm512_loadu_si512(table + 192);
  for (std::int64_t i = 0; i < count; i += 64) {
    const std::int64_t left = count - i;
    const __mmask64 mask = left >= 64 ? ~0ULL : (1ULL << left) - 1;
    const __m512i levels = _mm512_maskz_loadu_epi8(mask, x + i);
    const __m512i low = _mm512_permutex2var_epi8(a, levels, b),
                  high = _mm512_permutex2var_epi8(c, levels, d);
    _mm512_mask_storeu_epi8(out + i, mask,
                            _mm512_mask_blend_epi8(_mm512_movepi8_mask(levels), low, high));
  }
}

bool has_byte_permutes() {
  static const bool has =
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi");
  return has;
}

void apply_table(const std::uint8_t* x, std::uint8_t* out, std::int64_t count,
                 const std::uint8_t* table) {
  if (has_byte_permutes()) return look_up_64(x, out, count, table);
  look_up(x, out, count, table);
}

}  // namespace

bool same_order(const at::Tensor& a, const at::Tensor& b) {
  for (std::int64_t d = 0; d < a.dim(); ++d) {
    if (a.size(d) != b.size(d) || (a.size(d) > 1 && a.stride(d) != b.stride(d))) return false;
  }
  return true;
}

at::Tensor empty_quint8_like(const at::Tensor& x, const Quantization& out) {
  if (!x.is_non_overlapping_and_dense())
    throw std::invalid_argument("int8: an operand with holes in its memory");
  at::Tensor result =
      at::_empty_affine_quantized(x.sizes(), x.options().dtype(at::kQUInt8), out.scale,
                                  out.zero_point, x.suggest_memory_format());
  if (!same_order(result, x)) throw std::invalid_argument("int8: unusual layout");
  return result;
}

at::Tensor int8_add(const at::Tensor& x, const at::Tensor& y, const Quantization& out, bool relu) {
  if (x.dim() != y.dim() || !same_order(x, y))
    throw std::invalid_argument("int8_add: operands differ in shape or layout");
  at::Tensor sum = empty_quint8_like(x, out);
  // out = (sx (x - zx) + sy (y - zy)) / s + z, computed as one factor for each operand and one
  // offset.
  const double x_factor = x.q_scale() / out.scale, y_factor = y.q_scale() / out.scale;
  const double zero = static_cast<double>(out.zero_point);
  const double offset = zero - x_factor * static_cast<double>(x.q_zero_point()) -
                        y_factor * static_cast<double>(y.q_zero_point());
  scaled_sum(bytes_of(x), bytes_of(y), static_cast<std::uint8_t*>(sum.data_ptr()), x.numel(),
             static_cast<float>(x_factor), static_cast<float>(y_factor), static_cast<float>(offset),
             relu ? static_cast<float>(zero) : 0.0F);
  return sum;
}

at::Tensor to_quint8(const at::Tensor& given, const Quantization& to) {
  const at::Tensor x = given.contiguous(given.suggest_memory_format());
  at::Tensor result = empty_quint8_like(x, to);
  scale_to_bytes(x.data_ptr<float>(), static_cast<std::uint8_t*>(result.data_ptr()), x.numel(),
                 static_cast<float>(1 / to.scale), static_cast<float>(to.zero_point));
  return result;
}

at::Tensor to_float32(const at::Tensor& given) {
  const at::Tensor x = given.contiguous(given.suggest_memory_format());
  at::Tensor result = at::empty_strided(x.sizes(), x.strides(), at::kFloat);
  scale_to_floats(bytes_of(x), result.data_ptr<float>(), x.numel(), static_cast<float>(x.q_scale()),
                  static_cast<float>(x.q_zero_point()));
  return result;
}

ByteFunction::ByteFunction(const std::function<at::Tensor(const at::Tensor&)>& function,
                           const Quantization& in, const Quantization& out)
    : out_(out) {
  const at::Tensor values =
      (at::arange(256, at::kFloat) - static_cast<double>(in.zero_point)) * in.scale;
  const at::Tensor results = to_quint8(function(values), out);
  std::copy_n(bytes_of(results), table_.size(), table_.begin());
}

at::Tensor ByteFunction::apply(const at::Tensor& x) const {
  at::Tensor result = empty_quint8_like(x, out_);
  apply_table(bytes_of(x), mutable_bytes_of(result), x.numel(), table_.data());
  return result;
}

}  // namespace tiersim::models
