#include "models/data/images/cached_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "models/data/images/image_file.h"
#include "models/data/images/image_folder.h"
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

/// Removes an unfinished file when it goes out of scope.
struct Partial {
  fs::path path;
  ~Partial() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

void decode_all(const std::vector<fs::path>& files, const fs::path& path, at::IntArrayRef shape,
                const std::function<void(const std::string&)>& progress) {
  constexpr std::size_t kTellEvery = 1000;
  const std::int64_t crop = shape[1];
  const std::int64_t shorter_side = crop == 224 ? 256 : crop;
  const Partial partial{partial_of(path)};
  std::ofstream stream(partial.path, std::ios::binary);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i % kTellEvery == 0)
      progress(fmt::format("decoding images once: {} of {}", i, files.size()));
    at::Tensor image = resize_and_crop(read_image(files[i]), shorter_side, crop);
    if (shape[0] == 1) image = luma(image);
    stream.write(static_cast<const char*>(image.data_ptr()),
                 static_cast<std::streamsize>(image.nbytes()));
  }
  stream.close();
  if (!stream)
    throw UserError(
        fmt::format("{}: cannot be written (is the disk full? TIERSIM_CACHE names another folder)",
                    path.string()));
  fs::rename(partial.path, path);
}

}  // namespace

at::Tensor cached_images(const std::vector<fs::path>& files, const std::string& key,
                         at::IntArrayRef shape, std::int64_t most,
                         const std::function<void(const std::string&)>& progress) {
  if (files.size() > kMostCachedImages)
    throw UserError(
        fmt::format("{}: its data set has {} images, more than {} (give a part of them)",
                    files[0].parent_path().string(), files.size(), kMostCachedImages));
  const std::int64_t bytes = shape[0] * shape[1] * shape[2];
  const fs::path path = cache_subfolder("data") / (key + ".uint8");
  std::error_code error;
  if (fs::file_size(path, error) != files.size() * static_cast<std::size_t>(bytes) || error)
    decode_all(files, path, shape, progress);
  const std::int64_t count = std::min(most, static_cast<std::int64_t>(files.size()));
  return at::from_file(path.string(), /*shared=*/false, count * bytes, at::kByte)
      .view({count, shape[0], shape[1], shape[2]});
}

}  // namespace tiersim::models
