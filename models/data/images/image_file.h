#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace tiersim::models {

/// The maximum number of pixels of an image. An image with more is refused before memory is
/// allocated for it.
constexpr std::uint64_t kMostPixels = 100'000'000;

/// Decodes a JPEG or PNG file to uint8 [H, W, 3] in RGB. The first bytes of the file decide its
/// format. The result equals PIL's `Image.open(path).convert("RGB")`, except for 16-bit grey, which
/// PIL clips:
/// - Grey becomes three equal channels.
/// - Transparency is dropped.
/// - CMYK is converted without colour profiles.
/// - Of 16-bit samples, the higher byte is used.
/// - Profiles, gamma and EXIF orientation are ignored.
///
/// Throws UserError, with the file, if it is missing, not a regular file, truncated, damaged,
/// neither JPEG nor PNG, or larger than kMostPixels.
at::Tensor read_image(const std::filesystem::path& path);

/// Each of the next two functions decodes the bytes of an image file to uint8 [H, W, 3], as
/// read_image() does. Each function throws UserError, which calls the image `name`, if the image
/// cannot be used.
at::Tensor decode_jpeg(std::string_view bytes, const std::string& name);
at::Tensor decode_png(std::string_view bytes, const std::string& name);

/// Throws the UserError for an image that cannot be used: "name: is no image that can be used:
/// problem (remedy)".
[[noreturn]] void refuse_image(const std::string& name, const std::string& problem);

/// Allocates an uninitialized image, uint8 [height, width, 3]. Throws UserError, which calls the
/// image `name`, if it has no pixels or more than kMostPixels.
at::Tensor allocate_image(std::uint64_t height, std::uint64_t width, const std::string& name);

}  // namespace tiersim::models
