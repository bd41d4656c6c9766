#pragma once

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace tiersim::models {

enum class Split { train, test };

/// Labelled items in memory: images, or texts as token ids. inputs() converts them to a model's
/// inputs.
struct Dataset {
  std::string name;
  at::Tensor items;   ///< images uint8 [N, C, H, W], or token ids int64 [N, T], padded at the right
  at::Tensor labels;  ///< int64 [N]
  /// Bytes of each item as stored, int64 [N]: pixels, an image file, or a UTF-8 text.
  at::Tensor own_bytes;
  std::vector<std::string> classes;
  double mean{0};  ///< mean of all training pixels / 255
  double stddev{1};
  at::Tensor channel_mean;  ///< per channel, in place of `mean`: float32 [C, 1, 1]
  at::Tensor channel_stddev;
  std::int64_t pad_id{0};  ///< texts: the id that fills up shorter texts

  std::int64_t size() const { return labels.size(0); }
  bool is_text() const { return items.scalar_type() == at::kLong; }

  /// The number of tokens of each text, int64 [N].
  at::Tensor lengths() const { return (items != pad_id).sum(1); }

  /// The inputs of a model for these items. Images: float32 [n, C, H, W], normalized to zero mean
  /// and unit variance. Texts: int64 [n, t], where t is the length of the longest.
  at::Tensor to_inputs(const at::Tensor& picked) const {
    if (!is_text() && channel_mean.defined())
      return (picked.to(at::kFloat) / 255.0 - channel_mean) / channel_stddev;
    if (!is_text()) return (picked.to(at::kFloat) / 255.0 - mean) / stddev;
    return picked.slice(1, 0, (picked != pad_id).sum(1).max().item<std::int64_t>());
  }
  at::Tensor inputs(std::int64_t begin, std::int64_t end) const {
    return to_inputs(items.slice(0, begin, end));
  }

  /// The first `count` items, or all if there are fewer.
  Dataset head(std::int64_t count) const {
    Dataset part = *this;
    part.items = items.slice(0, 0, count);
    part.labels = labels.slice(0, 0, count);
    if (own_bytes.defined()) part.own_bytes = own_bytes.slice(0, 0, count);
    return part;
  }
};

}  // namespace tiersim::models
