#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The value of an embedding node for token ids int64 [N, T]: float32 [N, T, D]. Throws
/// std::invalid_argument for ids outside the vocabulary and for more tokens than positions.
at::Tensor embed(const Node& node, const at::Tensor& ids);

/// The attention mask, float32 [N, 1, 1, T]: 0 for tokens, minus infinity for padding. Undefined if
/// there is no padding.
at::Tensor padding_mask(const at::Tensor& ids, std::int64_t pad_id);

/// softmax(q k^T / sqrt(D / heads) + mask) v for each head; q, k, v float32 [N, T, D]. The mask may
/// be undefined. Source: Vaswani et al., NeurIPS 2017, eq. 1.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                  const at::Tensor& mask);

}  // namespace tiersim::models
