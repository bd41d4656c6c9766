#pragma once

#include <ATen/ATen.h>

namespace tiersim::models {

/// A rectangle of an image's pixels.
struct Window {
  std::int64_t top, left, height, width;
};

/// Bilinear resizing with antialiasing, as PIL's `Image.resize(..., BILINEAR)` does it, to the
/// byte: a triangle filter, as wide as the ratio where the image shrinks, along rows and then along
/// columns, each rounded to whole levels. Of the resized image, only `window` is computed.
/// `image`: uint8 [H, W, 3]; gives uint8 [window.height, window.width, 3].
/// Throws std::invalid_argument where the window is not within the resized image.
/// Source: the method of Pillow's Resample.c.
at::Tensor resize(const at::Tensor& image, std::int64_t height, std::int64_t width,
                  const Window& window);

}  // namespace tiersim::models
