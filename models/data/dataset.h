#pragma once

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace tiersim::models {

enum class Split { train, test };  ///< part of a data set: items to train on, or to test on

/// A labelled data set in memory: images, or texts as token ids. inputs() converts items to the
/// inputs of a model.
struct Dataset {
  std::string name;   ///< name of the data set
  at::Tensor items;   ///< images uint8 [N, C, H, W], or token ids int64 [N, T], padded at the right
  at::Tensor labels;  ///< class of each item, int64 [N]
  /// Size of each item where it comes from, in bytes, int64 [N]: of its pixels, of its image file,
  /// or of its UTF-8 text (both texts of a pair). May be undefined.
  at::Tensor own_bytes;
  std::vector<std::string> classes;  ///< names of the classes, by label
  double mean{0};                    ///< images: subtracted from pixels / 255 to normalize them
  double stddev{1};                  ///< images: divides pixels / 255 - mean
  at::Tensor channel_mean;           ///< images: replaces `mean` if defined, float32 [C, 1, 1]
  at::Tensor channel_stddev;         ///< images: replaces `stddev` if channel_mean is defined
  std::int64_t pad_id{0};            ///< texts: token id that fills up shorter texts

  std::int64_t size() const { return labels.size(0); }
  bool is_text() const { return items.scalar_type() == at::kLong; }

  /// The number of tokens of each text, int64 [N]. Special tokens count, padding does not. Only for
  /// texts.
  at::Tensor lengths() const { return (items != pad_id).sum(1); }

  /// Converts `picked`, some rows of the member `items`, to the input of a model, on the device of
  /// `picked`. Images become float32 [n, C, H, W], normalized to about zero mean and unit variance.
  /// Texts become int64 [n, t], where t is the number of tokens of the longest picked text.
  at::Tensor to_inputs(const at::Tensor& picked) const {
    if (!is_text() && channel_mean.defined())
      return (picked.to(at::kFloat) / 255.0 - channel_mean.to(picked.device())) /
             channel_stddev.to(picked.device());
    if (!is_text()) return (picked.to(at::kFloat) / 255.0 - mean) / stddev;
    return picked.slice(1, 0, (picked != pad_id).sum(1).max().item<std::int64_t>());
  }
  /// The input of a model for the items at the indices begin to end - 1: images float32 [n, C, H,
  /// W], normalized, or token ids int64 [n, t], as to_inputs() makes them. Indices past the last
  /// item are left out.
  at::Tensor inputs(std::int64_t begin, std::int64_t end) const {
    return to_inputs(items.slice(0, begin, end));
  }

  /// A data set of the first `count` items, or of all items if there are fewer.
  Dataset head(std::int64_t count) const {
    Dataset part = *this;
    part.items = items.slice(0, 0, count);
    part.labels = labels.slice(0, 0, count);
    if (own_bytes.defined()) part.own_bytes = own_bytes.slice(0, 0, count);
    return part;
  }
};

}  // namespace tiersim::models
