#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tiersim::models {

/// The middle of an image, its shorter side resized to `shorter_side` (`resize`): of uint8
/// [H, W, 3], uint8 [3, crop, crop]. Of two middles, the even one.
at::Tensor resize_and_crop(const at::Tensor& image, std::int64_t shorter_side, std::int64_t crop);

/// What models trained on ImageNet read: the shorter side resized to 256 (`resize`), the 224 x 224
/// in the middle, levels / 255 less the mean (0.485, 0.456, 0.406), by the standard deviation
/// (0.229, 0.224, 0.225). `image`: uint8 [H, W, 3]; gives float32 [1, 3, 224, 224].
/// Source: torchvision's presets for evaluation.
at::Tensor imagenet_input(const at::Tensor& image);

/// Labelled images in a folder that holds a folder for each class; the labels are 0, 1, ... in the
/// order of the classes' names (by bytes). Images are the files *.jpg, *.jpeg and *.png, in any
/// case, in that order too; other files, hidden ones and folders within a class are passed over.
/// Nothing is decoded before it is asked for.
class ImageFolder {
 public:
  /// Throws UserError where the folder cannot be listed, has no class, or a class has no image.
  explicit ImageFolder(const std::filesystem::path& path);

  std::int64_t size() const { return static_cast<std::int64_t>(files_.size()); }

  /// float32 [1, 3, 224, 224], as `imagenet_input` makes it. Throws UserError, naming the file,
  /// where it is no usable image (`read_image`), and std::out_of_range.
  at::Tensor input(std::int64_t i) const;

  at::Tensor labels() const { return labels_; }  ///< int64 [N]
  const std::vector<std::string>& classes() const { return classes_; }
  const std::filesystem::path& file(std::int64_t i) const {
    return files_.at(static_cast<std::size_t>(i));
  }

 private:
  std::vector<std::filesystem::path> files_;
  std::vector<std::string> classes_;
  at::Tensor labels_;
};

}  // namespace tiersim::models
