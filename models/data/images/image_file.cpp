#include "models/data/images/image_file.h"

#include <fmt/format.h>

#include <fstream>

#include "sim/base/error.h"

namespace tiersim::models {
namespace {

// Four bytes for each of kMostPixels. Only a padded file would be larger.
constexpr std::uintmax_t kLargestFile = 4 * kMostPixels;

std::string read_bytes_of(const std::filesystem::path& path) {
  std::error_code error;
  // Opening a pipe would block until someone writes to it.
  const bool regular = std::filesystem::is_regular_file(path, error);
  if (error) refuse_image(path.string(), error.message());
  if (!regular) refuse_image(path.string(), "it is not a regular file");
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) refuse_image(path.string(), error.message());
  if (size > kLargestFile) refuse_image(path.string(), "the file is too large");
  std::string bytes(size, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!stream) refuse_image(path.string(), "it cannot be read");
  return bytes;
}

}  // namespace

void refuse_image(const std::string& name, const std::string& problem) {
  throw UserError(fmt::format(
      "{}: is no image that can be used: {} (replace it by a JPEG or PNG file, or remove it)", name,
      problem));
}

at::Tensor allocate_image(std::uint64_t height, std::uint64_t width, const std::string& name) {
  if (height == 0 || width == 0) refuse_image(name, "it has no pixels");
  if (height > kMostPixels || width > kMostPixels / height) {
    refuse_image(name, fmt::format("{} x {} are more than {} pixels", width, height, kMostPixels));
  }
  return at::empty({static_cast<std::int64_t>(height), static_cast<std::int64_t>(width), 3},
                   at::kByte);
}

at::Tensor read_image(const std::filesystem::path& path) {
  const std::string bytes = read_bytes_of(path);
  constexpr std::string_view kJpeg = "\xFF\xD8\xFF";
  constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n";
  if (bytes.rfind(kJpeg, 0) == 0) return decode_jpeg(bytes, path.string());
  if (bytes.rfind(kPng, 0) == 0) return decode_png(bytes, path.string());
  refuse_image(path.string(), "it is neither JPEG nor PNG");
}

}  // namespace tiersim::models
