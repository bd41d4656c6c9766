#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::models {

/// The maximum number of images in a data set. More images are refused, because they would fill the
/// cache: 100,000 photos take 15 GB.
constexpr std::size_t kMostCachedImages = 100'000;

/// Reads the first `most` image files as a model reads them, before normalization: uint8 [N, C, H,
/// W]. `shape` is [C, H, W]. Each image is resized and its middle is cut out (resize_and_crop()).
/// For inputs of 224 x 224 the shorter side is resized to 256 first; for other sizes, to H (= W).
/// One channel is ITU-R 601 luma, rounded as PIL's `convert("L")` does; three channels are RGB.
///
/// All files are decoded once into a file in the cache, which is named `key`. That file is mapped,
/// so images that are not read take no memory. Throws UserError for an unusable image
/// (read_image()), and for more than kMostCachedImages.
at::Tensor cached_images(const std::vector<std::filesystem::path>& files, const std::string& key,
                         at::IntArrayRef shape, std::int64_t most,
                         const std::function<void(const std::string&)>& progress);

}  // namespace tiersim::models
