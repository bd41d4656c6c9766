#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tiersim::models {

/// Resizes `image` without a change of its proportions, so that its shorter side has `shorter_side`
/// pixels, and returns the middle `crop` x `crop` pixels. Maps uint8 [H, W, 3] to uint8 [3, crop,
/// crop]. If two offsets of the crop are equally central, the even one is used. Throws
/// std::invalid_argument if `crop` is larger than `shorter_side`.
at::Tensor resize_and_crop(const at::Tensor& image, std::int64_t shorter_side, std::int64_t crop);

/// Makes the input of a model that was trained on ImageNet from an image. The shorter side is
/// resized to 256 pixels (resize()), the middle 224 x 224 pixels are cut out, and levels / 255 are
/// normalized with the mean (0.485, 0.456, 0.406) and the standard deviation (0.229, 0.224, 0.225).
/// Maps uint8 [H, W, 3] to float32 [1, 3, 224, 224].
/// Source: torchvision's presets for evaluation.
at::Tensor imagenet_input(const at::Tensor& image);

/// A data set of labelled images in a folder that has a sub-folder for each class. Labels are 0, 1,
/// ... in the order of the class names' bytes. Images are the files *.jpg, *.jpeg and *.png in
/// upper or lower case, in the order of their names' bytes. Hidden files and folders, other files,
/// and folders inside a class are skipped; left_out() counts the images among them. input() reads
/// and decodes an image at each call.
class ImageFolder {
 public:
  /// Lists the folder `path`. Throws UserError if the folder cannot be listed or has no class, if a
  /// class has no image, or if there are more than 10 million files.
  explicit ImageFolder(const std::filesystem::path& path);

  std::int64_t size() const { return static_cast<std::int64_t>(files_.size()); }

  /// The image with index `i` as imagenet_input() returns it: float32 [1, 3, 224, 224]. Throws
  /// UserError, with the file, if the image is unusable (read_image()), and std::out_of_range if
  /// `i` is not an index.
  at::Tensor input(std::int64_t i) const;

  /// The number of skipped files that seem to be images, by reason: "3 *.webp, 1 hidden, 2 outside
  /// the folders of classes". "" if there are none.
  std::string left_out() const;

  at::Tensor labels() const { return labels_; }  ///< class of each image, int64 [N]
  const std::vector<std::string>& classes() const { return classes_; }
  const std::filesystem::path& file(std::int64_t i) const {
    return files_.at(static_cast<std::size_t>(i));
  }

 private:
  void count_left_out(const std::filesystem::path& path, bool in_class);

  std::vector<std::filesystem::path> files_;
  std::map<std::string, std::size_t> left_out_;  ///< skipped files by reason
  std::vector<std::string> classes_;
  at::Tensor labels_;
};

}  // namespace tiersim::models
