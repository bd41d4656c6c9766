#pragma once

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace tiersim::models {

enum class Split { train, test };

/// Labelled images in memory. `inputs()` gives what a model reads.
struct Dataset {
  std::string name;
  at::Tensor images;  ///< uint8 [N, C, H, W]
  at::Tensor labels;  ///< int64 [N]
  std::vector<std::string> classes;
  double mean{0};  ///< of the training pixels / 255
  double stddev{1};

  std::int64_t size() const { return labels.size(0); }

  /// float32 [end - begin, C, H, W], normalized to zero mean and unit variance.
  at::Tensor inputs(std::int64_t begin, std::int64_t end) const {
    return normalize(images.slice(0, begin, end));
  }
  at::Tensor normalize(const at::Tensor& pixels) const {
    return (pixels.to(at::kFloat) / 255.0 - mean) / stddev;
  }
};

}  // namespace tiersim::models
