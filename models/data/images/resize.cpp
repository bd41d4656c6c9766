#include "models/data/images/resize.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace tiersim::models {
namespace {

// Weights are integers with this many bits after the point. 255 times their sum fits in 31 bits.
constexpr int kFractionBits = 22;

/// The input pixels of one output pixel, and their weights.
struct Taps {
  std::int64_t first;
  std::vector<std::int32_t> weights;
};

/// The taps of the output pixels [begin, end) when `in` pixels become `out`.
std::vector<Taps> triangle_taps(std::int64_t in, std::int64_t out, std::int64_t begin,
                                std::int64_t end) {
  const double ratio = static_cast<double>(in) / static_cast<double>(out);
  const double support = std::max(ratio, 1.0);  // half width of the filter
  std::vector<Taps> all;
  for (std::int64_t i = begin; i < end; ++i) {
    const double center = (static_cast<double>(i) + 0.5) * ratio;
    const auto first = std::max<std::int64_t>(0, std::lround(center - support));
    const auto last = std::min<std::int64_t>(in, std::lround(center + support));
    std::vector<double> weights;
    double sum = 0;
    for (std::int64_t x = first; x < last; ++x) {
      const double distance = std::abs((static_cast<double>(x) - center + 0.5) / support);
      weights.push_back(std::max(0.0, 1.0 - distance));
      sum += weights.back();
    }
    Taps taps{first, {}};
    for (const double weight : weights) {
      taps.weights.push_back(static_cast<std::int32_t>(
          std::lround(weight / sum * (std::int32_t{1} << kFractionBits))));
    }
    all.push_back(std::move(taps));
  }
  return all;
}

/// The weighted sum of pixels that lie `stride` bytes apart, rounded.
std::uint8_t weighted_sum(const Taps& taps, const std::uint8_t* pixels, std::int64_t stride) {
  std::int32_t sum = std::int32_t{1} << (kFractionBits - 1);
  for (const std::int32_t weight : taps.weights) {
    sum += weight * *pixels;
    pixels += stride;
  }
  return static_cast<std::uint8_t>(std::min(sum >> kFractionBits, 255));
}

}  // namespace

at::Tensor resize(const at::Tensor& image, std::int64_t height, std::int64_t width,
                  const Window& window) {
  if (image.dim() != 3 || image.size(2) != 3 || image.scalar_type() != at::kByte ||
      image.numel() == 0 || window.top < 0 || window.left < 0 || window.height < 1 ||
      window.width < 1 || window.top > height - window.height ||
      window.left > width - window.width) {
    throw std::invalid_argument("resize: not an image, or a window beyond it");
  }
  const at::Tensor source = image.contiguous();
  const auto across = triangle_taps(source.size(1), width, window.left, window.left + window.width);
  const auto down = triangle_taps(source.size(0), height, window.top, window.top + window.height);
  // Only the rows that the window needs.
  const std::int64_t first_row = down.front().first;
  const std::int64_t rows =
      down.back().first + static_cast<std::int64_t>(down.back().weights.size()) - first_row;
  at::Tensor narrow = at::empty({rows, window.width, 3}, at::kByte);
  at::Tensor resized = at::empty({window.height, window.width, 3}, at::kByte);

  auto* out = narrow.data_ptr<std::uint8_t>();
  for (std::int64_t y = 0; y < rows; ++y) {
    const auto* row = source.data_ptr<std::uint8_t>() + (first_row + y) * source.stride(0);
    for (const Taps& taps : across) {
      for (int c = 0; c < 3; ++c) *out++ = weighted_sum(taps, row + 3 * taps.first + c, 3);
    }
  }
  out = resized.data_ptr<std::uint8_t>();
  const std::int64_t stride = narrow.stride(0);
  for (const Taps& taps : down) {
    const auto* column = narrow.data_ptr<std::uint8_t>() + (taps.first - first_row) * stride;
    for (std::int64_t x = 0; x < stride; ++x) *out++ = weighted_sum(taps, column + x, stride);
  }
  return resized;
}

}  // namespace tiersim::models
