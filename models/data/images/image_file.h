#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace tiersim::models {

/// The largest image that is decoded, in pixels; a larger one is refused before its memory is
/// allocated.
constexpr std::uint64_t kMostPixels = 100'000'000;

/// Decodes a JPEG or PNG file, told by its first bytes, to uint8 [H, W, 3] in RGB. Grey becomes RGB
/// of three equal channels, transparency is dropped, CMYK is converted without colour profiles, the
/// higher byte of 16-bit samples is taken; profiles, gamma and EXIF orientation are not heeded. All
/// of this is as PIL's `Image.open(path).convert("RGB")` does it, but for 16-bit grey, which PIL
/// clips.
/// Throws UserError, naming the file, where it is missing, no regular file, truncated, damaged,
/// neither JPEG nor PNG, or has more than `kMostPixels`.
at::Tensor read_image(const std::filesystem::path& path);

/// The same from the bytes of a file that `name` names in errors.
at::Tensor decode_jpeg(std::string_view bytes, const std::string& name);
at::Tensor decode_png(std::string_view bytes, const std::string& name);

/// Throws UserError: "name: is no image that can be used: problem (remedy)".
[[noreturn]] void refuse_image(const std::string& name, const std::string& problem);

/// uint8 [height, width, 3], not initialized; throws UserError where there are too many pixels or
/// none.
at::Tensor allocate_image(std::uint64_t height, std::uint64_t width, const std::string& name);

}  // namespace tiersim::models
