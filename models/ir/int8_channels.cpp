#include "models/ir/int8_channels.h"

#include <algorithm>
#include <stdexcept>

#include "models/ir/int8_bytes.h"
#include "models/ir/kernels.h"

namespace tiersim::models {
namespace {

/// Copies `count` channels of each of `pixels` pixels, and converts them to the scale of the
/// result: factor x + offset.
TIERSIM_VECTORIZED void copy_channels(const std::uint8_t* __restrict x,
                                      std::uint8_t* __restrict out, std::int64_t pixels,
                                      std::int64_t count, std::int64_t out_stride, float factor,
                                      float offset) {
  for (std::int64_t pixel = 0; pixel < pixels; ++pixel, x += count, out += out_stride) {
    for (std::int64_t c = 0; c < count; ++c)
      out[c] = saturate(factor * static_cast<float>(x[c]) + offset, 0);
  }
}

/// Takes channels in turn from two places: a0 b0 a1 b1 ..., as a shuffle of two groups does.
TIERSIM_VECTORIZED void interleave_channels(const std::uint8_t* __restrict a,
                                            const std::uint8_t* __restrict b,
                                            std::uint8_t* __restrict out, std::int64_t pixels,
                                            std::int64_t x_stride, std::int64_t pairs) {
  for (std::int64_t pixel = 0; pixel < pixels;
       ++pixel, a += x_stride, b += x_stride, out += 2 * pairs) {
    for (std::int64_t i = 0; i < pairs; ++i) {
      out[2 * i] = a[i];
      out[2 * i + 1] = b[i];
    }
  }
}

bool are_neighbours(const std::vector<std::int64_t>& channels) {
  for (std::size_t i = 1; i < channels.size(); ++i) {
    if (channels[i] != channels[0] + static_cast<std::int64_t>(i)) return false;
  }
  return true;
}

bool are_interleaved(const std::vector<std::int64_t>& channels) {
  if (channels.size() % 2 != 0) return false;
  for (std::size_t i = 2; i < channels.size(); ++i) {
    if (channels[i] != channels[i - 2] + 1) return false;
  }
  return true;
}

void pick_channels(const std::uint8_t* x, std::uint8_t* out, std::int64_t pixels,
                   std::int64_t x_stride, const std::vector<std::int64_t>& channels) {
  const std::size_t count = channels.size();
  if (are_interleaved(channels)) {
    return interleave_channels(x + channels[0], x + channels[1], out, pixels, x_stride,
                               static_cast<std::int64_t>(count / 2));
  }
  const bool neighbours = are_neighbours(channels);
  for (std::int64_t pixel = 0; pixel < pixels; ++pixel, x += x_stride, out += count) {
    if (neighbours) {
      std::copy_n(x + channels[0], count, out);
    } else {
      for (std::size_t c = 0; c < count; ++c) out[c] = x[channels[c]];
    }
  }
}

TIERSIM_VECTORIZED void scale_channels(const std::uint8_t* __restrict x,
                                       std::uint8_t* __restrict out, std::int64_t pixels,
                                       std::int64_t channels, const float* __restrict factors,
                                       float x_zero, float out_zero) {
  for (std::int64_t pixel = 0; pixel < pixels; ++pixel, x += channels, out += channels) {
    for (std::int64_t c = 0; c < channels; ++c)
      out[c] = saturate(factors[c] * (static_cast<float>(x[c]) - x_zero) + out_zero, 0);
  }
}

TIERSIM_VECTORIZED void scaled_product(const std::uint8_t* __restrict x,
                                       const std::uint8_t* __restrict y,
                                       std::uint8_t* __restrict out, std::int64_t count,
                                       float x_zero, float y_zero, float factor, float out_zero) {
  for (std::int64_t i = 0; i < count; ++i) {
    out[i] = saturate(
        factor * (static_cast<float>(x[i]) - x_zero) * (static_cast<float>(y[i]) - y_zero) +
            out_zero,
        0);
  }
}

at::Tensor empty_image(const at::Tensor& like, std::int64_t channels, double scale,
                       std::int64_t zero_point) {
  return at::_empty_affine_quantized({like.size(0), channels, like.size(2), like.size(3)},
                                     like.options().dtype(at::kQUInt8), scale, zero_point,
                                     at::MemoryFormat::ChannelsLast);
}

std::int64_t pixels_of(const at::Tensor& image) {
  return image.size(0) * image.size(2) * image.size(3);
}

float zero_of(const at::Tensor& x) { return static_cast<float>(x.q_zero_point()); }

void require_fit(bool fits, const char* problem) {
  if (!fits) throw std::invalid_argument(problem);
}

}  // namespace

at::Tensor int8_concat(const std::vector<at::Tensor>& images, const Quantization& out) {
  std::int64_t channels = 0;
  for (const at::Tensor& image : images) {
    require_fit(image.dim() == 4 && image.size(0) == images[0].size(0) &&
                    image.size(2) == images[0].size(2) && image.size(3) == images[0].size(3),
                "int8_concat: operands of different shapes");
    channels += image.size(1);
  }
  const at::Tensor result = empty_image(images[0], channels, out.scale, out.zero_point);
  std::uint8_t* to = mutable_bytes_of(result);
  for (const at::Tensor& image : images) {
    const at::Tensor x = channels_last(image);
    const double factor = x.q_scale() / out.scale;
    const double offset =
        static_cast<double>(out.zero_point) - factor * static_cast<double>(x.q_zero_point());
    copy_channels(bytes_of(x), to, pixels_of(x), x.size(1), channels, static_cast<float>(factor),
                  static_cast<float>(offset));
    to += x.size(1);
  }
  return result;
}

at::Tensor int8_select(const at::Tensor& image, const std::vector<std::int64_t>& channels) {
  require_fit(image.dim() == 4 && !channels.empty(), "int8_select: no channels of an image");
  require_fit(std::all_of(channels.begin(), channels.end(),
                          [&](std::int64_t c) { return c >= 0 && c < image.size(1); }),
              "int8_select: a channel that the image does not have");
  const at::Tensor x = channels_last(image);
  const at::Tensor result =
      empty_image(x, static_cast<std::int64_t>(channels.size()), x.q_scale(), x.q_zero_point());
  pick_channels(bytes_of(x), mutable_bytes_of(result), pixels_of(x), x.size(1), channels);
  return result;
}

at::Tensor int8_gate(const at::Tensor& image, const at::Tensor& gate, const Quantization& out) {
  require_fit(image.dim() == 4 && gate.dim() == 2 && gate.size(0) == image.size(0) &&
                  gate.size(1) == image.size(1),
              "int8_gate: the gate has not one number for each channel");
  const at::Tensor x = channels_last(image);
  const at::Tensor result = empty_image(x, x.size(1), out.scale, out.zero_point);
  const at::Tensor factors =
      (gate.dequantize() * (x.q_scale() / out.scale)).contiguous();  // [N, C]
  const std::int64_t pixels = x.size(2) * x.size(3);
  for (std::int64_t item = 0; item < x.size(0); ++item) {
    const std::int64_t begin = item * pixels * x.size(1);
    scale_channels(bytes_of(x) + begin, mutable_bytes_of(result) + begin, pixels, x.size(1),
                   factors.data_ptr<float>() + item * x.size(1), zero_of(x),
                   static_cast<float>(out.zero_point));
  }
  return result;
}

at::Tensor int8_multiply(const at::Tensor& x, const at::Tensor& y, const Quantization& out) {
  if (x.dim() != y.dim() || !same_order(x, y))
    throw std::invalid_argument("int8_multiply: operands differ in shape or layout");
  const at::Tensor result = empty_quint8_like(x, out);
  scaled_product(bytes_of(x), bytes_of(y), mutable_bytes_of(result), x.numel(), zero_of(x),
                 zero_of(y), static_cast<float>(x.q_scale() * y.q_scale() / out.scale),
                 static_cast<float>(out.zero_point));
  return result;
}

}  // namespace tiersim::models
