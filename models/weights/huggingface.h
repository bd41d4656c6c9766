#pragma once

#include "models/weights/safetensors.h"
#include "models/weights/transformer_config.h"

namespace tiersim::models {

/// Reads the weights of a folder as Hugging Face's hub serves it, beside its config.json, from the
/// first there is of model.safetensors, model.safetensors.index.json (shards), pytorch_model.bin
/// and pytorch_model.bin.index.json.
/// Names are those transformers gives BertForSequenceClassification and its like today:
/// "LayerNorm.gamma" and ".beta" of old checkpoints become ".weight" and ".bias", a bare encoder's
/// names get "bert." or "roberta." in front; heads for pretraining ("cls.", "lm_head.") and
/// "position_ids" are left out. Types stay as stored.
/// Throws UserError, naming what to fetch where a file is missing.
TensorFile read_huggingface_weights(const std::filesystem::path& folder);

}  // namespace tiersim::models
