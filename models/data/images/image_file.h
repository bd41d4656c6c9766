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
/// Throws UserError, with the file, if the file is missing, not a regular file, larger than 400 MB,
/// neither JPEG nor PNG, or truncated, or if it cannot be decoded. Also throws it for no pixels,
/// for more than kMostPixels, and for more than 500 scans of a JPEG file. Damage that changes only
/// pixels of a JPEG file is no error, as in PIL.
at::Tensor read_image(const std::filesystem::path& path);

/// decode_jpeg() and decode_png() decode `bytes`, the content of a JPEG or of a PNG file. They
/// return RGB, uint8 [H, W, 3], converted as read_image() says. They throw UserError, which calls
/// the image `name`, if the image cannot be used.
at::Tensor decode_jpeg(std::string_view bytes, const std::string& name);
at::Tensor decode_png(std::string_view bytes, const std::string& name);

/// Throws UserError with the text "name: is no image that can be used: problem (remedy)". The
/// remedy is always to replace or remove the file.
[[noreturn]] void refuse_image(const std::string& name, const std::string& problem);

/// Allocates an uninitialized image, uint8 [height, width, 3]. Throws UserError, which calls the
/// image `name`, if it has no pixels or more than kMostPixels.
at::Tensor allocate_image(std::uint64_t height, std::uint64_t width, const std::string& name);

}  // namespace tiersim::models
