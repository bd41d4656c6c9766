#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Computes an embedding node: token ids int64 [N, T] become the sum of their word, position and
/// type vectors, float32 [N, T, D]. The type is 1 for the second text of a pair, otherwise 0.
/// Throws std::invalid_argument for ids outside the vocabulary and for more tokens than positions.
at::Tensor embed(const Node& node, const at::Tensor& ids);

/// The attention mask that makes attention ignore padding, float32 [N, 1, 1, T]: 0 for tokens,
/// minus infinity where the id is `pad_id`. Undefined if there is no padding. `ids` is int64 [N,
/// T].
at::Tensor padding_mask(const at::Tensor& ids, std::int64_t pad_id);

/// Multi-head attention: softmax(q k^T / sqrt(D / heads) + mask) v for each head. q, k, v and the
/// result are float32 [N, T, D]; the mask is that of padding_mask(), or undefined.
/// Source: Vaswani et al., NeurIPS 2017, eq. 1.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                  const at::Tensor& mask);

}  // namespace tiersim::models
