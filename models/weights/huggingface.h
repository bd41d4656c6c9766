#pragma once

#include "models/weights/safetensors.h"
#include "models/weights/transformer_config.h"

namespace tiersim::models {

/// Reads the weights in a folder as Hugging Face's hub has it, with a config.json. Reads the first
/// of these files that exists: model.safetensors, model.safetensors.index.json (names the files of
/// a model in parts), pytorch_model.bin, pytorch_model.bin.index.json.
///
/// The tensors get the names of today's BertForSequenceClassification or
/// RobertaForSequenceClassification in transformers. "LayerNorm.gamma" and ".beta" of old
/// checkpoints become ".weight" and ".bias". The names of a bare encoder get the prefix "bert." or
/// "roberta.". Pretraining heads ("cls.", "lm_head.") and "position_ids" are left out. Types stay
/// as stored.
///
/// Throws UserError if a file is missing, damaged or not supported. If a file is missing, the error
/// names what to fetch.
TensorFile read_huggingface_weights(const std::filesystem::path& folder);

}  // namespace tiersim::models
