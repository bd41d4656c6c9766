#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::models {

/// More are refused, for they would fill the cache: 100,000 photos are 15 GB.
constexpr std::size_t kMostCachedImages = 100'000;

/// The first `most` of these image files as models read them, before normalization: uint8
/// [N, C, H, W], the middle of each (`resize_and_crop`). Photos of 224 x 224 have their shorter
/// side resized to 256 first, others to H, which is W. One channel is ITU-R 601 luma, as PIL's
/// `convert("L")` rounds it; three are RGB.
///
/// All files are decoded once, into a file in the cache under `key`, which is then mapped: what is
/// not read costs no memory. Throws UserError for an image that cannot be used (`read_image`).
at::Tensor cached_images(const std::vector<std::filesystem::path>& files, const std::string& key,
                         at::IntArrayRef shape, std::int64_t most,
                         const std::function<void(const std::string&)>& progress);

}  // namespace tiersim::models
