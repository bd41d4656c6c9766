#include "models/data/images/cached_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>

#include "models/data/images/image_file.h"
#include "models/data/images/image_folder.h"
#include "models/weights/checksum.h"
#include "sim/base/cache.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

/// L = (299 R + 587 G + 114 B) / 1000 in 16 bits, as in Pillow's Convert.c. Maps [3, H, W] to [1,
/// H, W].
at::Tensor luma(const at::Tensor& image) {
  const at::Tensor rgb = image.to(at::kInt);
  return ((rgb[0] * 19595 + rgb[1] * 38470 + rgb[2] * 7471 + 0x8000) / 65536)
      .floor()
      .to(at::kByte)
      .unsqueeze(0);
}

// A file in the cache: the images, one after the other; a CRC-32 of each image, little endian; the
// key, 36 bytes; and a CRC-32 of these CRC-32s and the key.

using Sums = std::vector<std::uint32_t>;

std::uint32_t checksum_of_end(const Sums& sums, const std::string& key) {
  return checksum(key.data(), key.size(), checksum(sums.data(), sums.size() * sizeof(sums[0])));
}

/// Reads the checksums of all `count` images; none if the file is missing, is damaged behind its
/// images, or does not belong to `key`.
std::optional<Sums> read_sums(const fs::path& path, const std::string& key, std::size_t count,
                              std::size_t image_bytes) {
  Sums sums(count);
  std::string found(key.size(), '\0');
  std::uint32_t end = 0;
  const std::size_t sums_bytes = count * sizeof(sums[0]);
  std::error_code error;
  if (fs::file_size(path, error) != count * image_bytes + sums_bytes + found.size() + sizeof(end) ||
      error)
    return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(count * image_bytes));
  stream.read(reinterpret_cast<char*>(sums.data()), static_cast<std::streamsize>(sums_bytes));
  stream.read(found.data(), static_cast<std::streamsize>(found.size()));
  stream.read(reinterpret_cast<char*>(&end), sizeof(end));
  if (!stream || found != key || end != checksum_of_end(sums, key)) return std::nullopt;
  return sums;
}

/// Maps the first `count` images of a file in the cache; undefined if the file cannot be used.
at::Tensor mapped(const fs::path& path, const std::string& key, std::size_t images,
                  std::int64_t count, at::IntArrayRef shape) {
  const std::int64_t bytes = shape[0] * shape[1] * shape[2];
  const auto sums = read_sums(path, key, images, static_cast<std::size_t>(bytes));
  if (!sums) return {};
  at::Tensor all = at::from_file(path.string(), /*shared=*/false, count * bytes, at::kByte);
  const auto* image = static_cast<const std::uint8_t*>(all.data_ptr());
  for (std::int64_t i = 0; i < count; ++i, image += bytes) {
    if (checksum(image, static_cast<std::size_t>(bytes)) != (*sums)[static_cast<std::size_t>(i)])
      return {};
  }
  return all.view({count, shape[0], shape[1], shape[2]});
}

void decode_all(const std::vector<fs::path>& files, const std::string& key, const fs::path& path,
                at::IntArrayRef shape, const std::function<void(const std::string&)>& progress) {
  constexpr std::size_t kTellEvery = 1000;
  const std::int64_t crop = shape[1];
  const std::int64_t shorter_side = crop == 224 ? 256 : crop;
  const PartialFile partial(path);
  std::ofstream stream(partial.path(), std::ios::binary);
  Sums sums;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i % kTellEvery == 0)
      progress(fmt::format("decoding images once: {} of {}", i, files.size()));
    at::Tensor image = resize_and_crop(read_image(files[i]), shorter_side, crop);
    if (shape[0] == 1) image = luma(image);
    stream.write(static_cast<const char*>(image.data_ptr()),
                 static_cast<std::streamsize>(image.nbytes()));
    sums.push_back(checksum(image.data_ptr(), image.nbytes()));
  }
  const std::uint32_t end = checksum_of_end(sums, key);
  stream.write(reinterpret_cast<const char*>(sums.data()),
               static_cast<std::streamsize>(sums.size() * sizeof(sums[0])));
  stream << key;
  stream.write(reinterpret_cast<const char*>(&end), sizeof(end));
  stream.close();
  if (!stream)
    throw UserError(
        fmt::format("{}: cannot be written (is the disk full? TIERSIM_CACHE names another folder)",
                    path.string()));
  fs::rename(partial.path(), path);
}

}  // namespace

at::Tensor cached_images(const std::vector<fs::path>& files, const std::string& key,
                         at::IntArrayRef shape, std::int64_t most,
                         const std::function<void(const std::string&)>& progress) {
  if (files.size() > kMostCachedImages)
    throw UserError(
        fmt::format("{}: its data set has {} images, more than {} (give a part of them)",
                    files[0].parent_path().string(), files.size(), kMostCachedImages));
  const fs::path path = cache_subfolder("data") / (key + ".uint8");
  const std::int64_t count = std::min(most, static_cast<std::int64_t>(files.size()));
  at::Tensor images = mapped(path, key, files.size(), count, shape);
  if (images.defined()) return images;
  decode_all(files, key, path, shape, progress);
  images = mapped(path, key, files.size(), count, shape);
  if (!images.defined())
    throw UserError(fmt::format("{}: cannot be read back (is the disk in order?)", path.string()));
  return images;
}

}  // namespace tiersim::models
