#pragma once

#include "models/data/dataset.h"
#include "models/subjects/transformer.h"

namespace tiersim::models {

inline Graph tiny_text_model() {
  at::manual_seed(1);
  TransformerShape shape;
  shape.words = 20;
  shape.positions = 12;
  shape.width = 8;
  shape.layers = 1;
  shape.heads = 2;
  shape.inner_width = 16;
  shape.separator_id = 3;
  return transformer(shape);
}

/// Returns `count` texts of 10 ids: 2 to 9 random ids from 4 to 19, and then zeros as padding. The
/// label is 0 if the first id is even, and 1 if it is odd.
inline Dataset parity_texts(std::int64_t count) {
  at::manual_seed(7);
  Dataset data;
  data.items = at::randint(4, 20, {count, 10}, at::kLong);
  data.labels = data.items.select(1, 0) % 2;
  for (std::int64_t i = 0; i < count; ++i) data.items[i].slice(0, 2 + i % 8).fill_(0);
  data.classes = {"even", "odd"};
  return data;
}

}  // namespace tiersim::models
