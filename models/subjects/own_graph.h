#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/protocol/model_spec.h"

namespace tiersim::models {

/// What a model of texts accepts as input: the range of the token ids, the length of a text, and
/// the id that pads shorter texts.
struct TokenForm {
  std::int64_t words{0};       ///< ids are in [0, words)
  std::int64_t max_tokens{0};  ///< most tokens of a text, special tokens included
  std::int64_t pad_id{0};      ///< id that fills up shorter texts
};

/// Builds the layers of the model that `source` describes, with random weights. `source` must not
/// name a TorchScript file. Paths in `source` are relative to `folder`. Throws UserError if the
/// layers cannot be read.
Graph own_layers(const ModelSource& source, const std::filesystem::path& folder);

/// Builds the model that `source` describes: its layers with its weights. Paths are relative to
/// `folder`. The last linear layer gets as many classes as the weights have; everything else must
/// fit exactly. The prefix "module.", which torch.nn.DataParallel puts before all names, is
/// removed. Throws UserError, with the file and the tensor, if weights are missing or do not fit.
Graph own_graph(const ModelSource& source, const std::filesystem::path& folder);

/// Makes one random input for the model that `source` describes: float32 [1, C, H, W] or ids int64
/// [1, T]. Paths are relative to `folder`.
at::Tensor own_sample(const ModelSource& source, const std::filesystem::path& folder);

/// Finds out which token ids the model of texts that `source` describes accepts. Paths are relative
/// to `folder`. Throws UserError if the model reads images.
TokenForm token_form(const ModelSource& source, const std::filesystem::path& folder);

/// The class names, by number, in the Hugging Face folder that `source` names. Empty if `source` is
/// not such a folder, or if it has no names but "LABEL_0", "LABEL_1", ...
std::vector<std::string> named_classes(const ModelSource& source,
                                       const std::filesystem::path& folder);

/// Whether the layers of the model come from the config.json of a Hugging Face folder.
bool is_huggingface(const ModelSource& source);

}  // namespace tiersim::models
