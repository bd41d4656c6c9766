#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// The structure of a transformer encoder for sequence classification. Layers and names are those
/// of Hugging Face's BertForSequenceClassification and RobertaForSequenceClassification.
/// Sources: Devlin et al., NAACL 2019 (bert); Liu et al., arXiv:1907.11692 (roberta).
struct TransformerShape {
  bool roberta{false};  ///< RoBERTa instead of BERT: positions begin at pad_id + 1, another head
  std::int64_t words{30'522};   ///< size of the vocabulary
  std::int64_t positions{512};  ///< number of position vectors
  std::int64_t types{2};        ///< number of token types
  std::int64_t width{768};      ///< values in the vector of a token
  std::int64_t layers{12};
  std::int64_t heads{12};          ///< attention heads in each layer
  std::int64_t inner_width{3072};  ///< width inside the feed-forward layers
  std::int64_t classes{2};
  double epsilon{1e-12};
  double dropout{0.1};
  std::int64_t pad_id{0};          ///< id of padding
  std::int64_t separator_id{102};  ///< id that ends the first text of a pair; only if `types` > 1
};

/// Builds the transformer encoder that `shape` describes, which maps token ids int64 [N, T], padded
/// at the right, to logits float32 [N, classes]. Weights are random, from LibTorch's default
/// generator.
Graph transformer(const TransformerShape& shape);

}  // namespace tiersim::models
