#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tiersim::models {

/// The settings of a BERT or RoBERTa encoder. Except for `labels`, they have their names in Hugging
/// Face's config.json. The initial values are the defaults of BertConfig. For RoBERTa,
/// read_transformer_config() first sets the defaults that differ (vocab_size, pad_token_id).
/// Source: https://github.com/huggingface/transformers, configuration_bert.py and
/// configuration_roberta.py.
struct TransformerConfig {
  std::string model_type;  ///< "bert" or "roberta"
  std::int64_t vocab_size{30'522};
  std::int64_t hidden_size{768};
  std::int64_t num_hidden_layers{12};
  std::int64_t num_attention_heads{12};  ///< must divide hidden_size
  std::int64_t intermediate_size{3'072};
  std::int64_t max_position_embeddings{512};  ///< RoBERTa's first position is pad_token_id + 1
  std::int64_t type_vocab_size{2};
  std::int64_t num_labels{2};
  double layer_norm_eps{1e-12};
  std::int64_t pad_token_id{0};
  std::string hidden_act{"gelu"};
  /// The names of the `num_labels` classes, by number; "LABEL_0", "LABEL_1", ... if the file has
  /// none.
  std::vector<std::string> labels;
};

/// Reads the file config.json in `folder`. A key that is missing or null gets transformers' default
/// for the model type. If model_type is missing, the first of "architectures" decides it.
///
/// Throws UserError if the file is missing or malformed, or if a size is unreasonable (millions).
/// Also throws UserError for models that are not supported: other model types, activations other
/// than gelu, positions other than absolute, decoders.
TransformerConfig read_transformer_config(const std::filesystem::path& folder);

}  // namespace tiersim::models
