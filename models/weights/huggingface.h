#pragma once

#include "models/weights/safetensors.h"
#include "models/weights/transformer_config.h"

namespace tiersim::models {

/// Reads the weights in a folder of Hugging Face's hub, which also has a config.json. Takes the
/// first of these that exists: model.safetensors, model.safetensors.index.json (shards),
/// pytorch_model.bin, pytorch_model.bin.index.json (shards).
///
/// Names are those of today's BertForSequenceClassification and its relatives in transformers.
/// "LayerNorm.gamma" and ".beta" of old checkpoints become ".weight" and ".bias". The names of a
/// bare encoder get the prefix "bert." or "roberta.". Pretraining heads ("cls.", "lm_head.") and
/// "position_ids" are left out. Types stay as stored.
///
/// Throws UserError. If a file is missing, the error names what to fetch.
TensorFile read_huggingface_weights(const std::filesystem::path& folder);

}  // namespace tiersim::models
