#pragma once

#include <ATen/ATen.h>

namespace tiersim::models {

/// A rectangle of an image, in pixels. `top` and `left` are counted from the top left corner of the
/// image.
struct Window {
  std::int64_t top, left, height, width;
};

/// Resizes an image to `height` x `width` pixels, bilinearly and with antialiasing, and returns the
/// part `window` of the result. Every byte equals that of PIL's `Image.resize(..., BILINEAR)`. The
/// filter is a triangle; if the image shrinks, the filter is wider by the ratio. It is applied
/// along rows and then along columns, and each result is rounded to a whole level. Maps uint8 [H,
/// W, 3] to uint8 [window.height, window.width, 3]. Throws std::invalid_argument if `image` has
/// another shape or type or no pixels, or if the window is not inside the resized image.
/// Source: the method of Pillow's Resample.c.
at::Tensor resize(const at::Tensor& image, std::int64_t height, std::int64_t width,
                  const Window& window);

}  // namespace tiersim::models
