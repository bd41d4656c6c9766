#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// A transformer encoder for sequence classification, layer for layer and name for name as Hugging
/// Face's BertForSequenceClassification and RobertaForSequenceClassification spell them.
/// Sources: Devlin et al., NAACL 2019 (bert); Liu et al., arXiv:1907.11692 (roberta).
struct TransformerShape {
  bool roberta{false};         ///< positions after pad_id, one token type, its own head
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
  std::int64_t separator_id{102};  ///< bert: where the second text of a pair begins
};

/// Maps token ids int64 [N, T], padded at the right, to logits float32 [N, classes]; weights are
/// random, drawn from LibTorch's default generator.
Graph transformer(const TransformerShape& shape);

}  // namespace tiersim::models
