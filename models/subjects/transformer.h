#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// A transformer encoder for sequence classification. Layers and names are those of Hugging Face's
/// BertForSequenceClassification and RobertaForSequenceClassification.
/// Sources: Devlin et al., NAACL 2019 (bert); Liu et al., arXiv:1907.11692 (roberta).
struct TransformerShape {
  bool roberta{false};         ///< positions begin at pad_id + 1, one token type, another head
  std::int64_t words{30'522};  ///< size of the vocabulary
  std::int64_t positions{512};
  std::int64_t types{2};
  std::int64_t width{768};
  std::int64_t layers{12};
  std::int64_t heads{12};
  std::int64_t inner_width{3072};
  std::int64_t classes{2};
  double epsilon{1e-12};
  double dropout{0.1};
  std::int64_t pad_id{0};
  std::int64_t separator_id{102};  ///< bert: the token that ends the first text of a pair
};

/// Maps token ids int64 [N, T], padded at the right, to logits float32 [N, classes]. Weights are
/// random, from LibTorch's default generator.
Graph transformer(const TransformerShape& shape);

}  // namespace tiersim::models
