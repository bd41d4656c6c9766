#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tiersim::models {

/// The sizes of a BERT or RoBERTa encoder, by the names transformers gives them. Defaults are those
/// of BertConfig.
/// Source: https://github.com/huggingface/transformers, configuration_bert.py and
/// configuration_roberta.py.
struct TransformerConfig {
  std::string model_type;  ///< "bert" or "roberta"
  std::int64_t vocab_size{30'522};
  std::int64_t hidden_size{768};
  std::int64_t num_hidden_layers{12};
  std::int64_t num_attention_heads{12};  ///< divides hidden_size
  std::int64_t intermediate_size{3'072};
  std::int64_t max_position_embeddings{512};  ///< RoBERTa's positions begin at pad_token_id + 1
  std::int64_t type_vocab_size{2};
  std::int64_t num_labels{2};
  double layer_norm_eps{1e-12};
  std::int64_t pad_token_id{0};
  std::string hidden_act{"gelu"};
  std::vector<std::string> labels;  ///< num_labels of them; "LABEL_0" and so on where unnamed
};

/// Reads `folder`/config.json. What is missing or null has transformers' default for the model
/// type; of a missing model_type, the first of "architectures" tells.
/// Throws UserError where the file is missing, malformed or out of all reason (sizes of millions),
/// and for what we do not compute: other model types, activations but gelu, positions but absolute,
/// decoders.
TransformerConfig read_transformer_config(const std::filesystem::path& folder);

}  // namespace tiersim::models
