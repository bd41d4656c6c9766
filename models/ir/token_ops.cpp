#include "models/ir/token_ops.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace tiersim::models {

at::Tensor embed(const Node& node, const at::Tensor& ids) {
  const at::Tensor& words = node.tensors.at("word_embeddings.weight");
  const at::Tensor& positions = node.tensors.at("position_embeddings.weight");
  const at::Tensor& types = node.tensors.at("token_type_embeddings.weight");
  const std::int64_t first = node.tokens.first_position, count = ids.size(1);
  if (first + count > positions.size(0))
    throw std::invalid_argument("node \"" + node.name + "\": the text has too many tokens");
  if (ids.numel() > 0 &&
      (ids.min().item<std::int64_t>() < 0 || ids.max().item<std::int64_t>() >= words.size(0))) {
    throw std::invalid_argument("node \"" + node.name + "\": a token is outside the vocabulary");
  }
  at::Tensor sum = at::embedding(words, ids) + positions.slice(0, first, first + count);
  if (node.tokens.separator_id < 0) return sum + types[0];
  // The second text begins after the first separator, which itself belongs to the first text.
  const at::Tensor separators = ids == node.tokens.separator_id;
  const at::Tensor second =
      ((separators.cumsum(1) - separators.to(at::kLong)) > 0) & (ids != node.tokens.pad_id);
  return sum + at::embedding(types, second.to(at::kLong));
}

at::Tensor padding_mask(const at::Tensor& ids, std::int64_t pad_id) {
  const at::Tensor padded = ids == pad_id;
  if (!padded.any().item<bool>()) return {};
  return at::zeros(ids.sizes(), ids.options().dtype(at::kFloat))
      .masked_fill_(padded, -std::numeric_limits<float>::infinity())
      .view({ids.size(0), 1, 1, ids.size(1)});
}

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                  const at::Tensor& mask) {
  const std::int64_t batch = q.size(0), tokens = q.size(1), width = q.size(2) / heads;
  const auto by_head = [&](const at::Tensor& x) {
    return x.view({batch, tokens, heads, width}).transpose(1, 2);  // [N, heads, T, width]
  };
  at::Tensor scores =
      at::matmul(by_head(q) / std::sqrt(static_cast<double>(width)), by_head(k).transpose(2, 3));
  if (mask.defined()) scores = scores + mask;
  return at::matmul(scores.softmax(-1), by_head(v))
      .transpose(1, 2)
      .reshape({batch, tokens, heads * width});
}

}  // namespace tiersim::models
