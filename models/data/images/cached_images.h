#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::models {

/// The maximum number of image files that cached_images() accepts. More are refused, because they
/// would fill the cache: 100,000 photos take 15 GB.
constexpr std::size_t kMostCachedImages = 100'000;

/// Returns the first `most` of the images in `files` in the form that a model reads, before
/// normalization: uint8 [N, C, H, W]. `shape` is [C, H, W], where H = W. Each image is resized and
/// its middle is cut out (resize_and_crop()). For inputs of 224 x 224 the shorter side is resized
/// to 256 first; for other sizes, to H. One channel is ITU-R 601 luma, rounded as PIL's
/// `convert("L")` does; three channels are RGB.
///
/// The first call decodes all files into one file of the cache, which is named after `key`. Later
/// calls with this key use the cached file, so a key must stand for the content of `files` and for
/// `shape`. The cached file has the key and a checksum of each image. If it is damaged, or another
/// file took its place, all files are decoded again. The cached file is mapped, so images that are
/// not read take no memory. `progress` receives a line of text before every 1,000th image that is
/// decoded.
///
/// Throws UserError for an unusable image (read_image()), for more than kMostCachedImages files,
/// and if the cache cannot be written.
at::Tensor cached_images(const std::vector<std::filesystem::path>& files, const std::string& key,
                         at::IntArrayRef shape, std::int64_t most,
                         const std::function<void(const std::string&)>& progress);

}  // namespace tiersim::models
