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

/// Builds the model that `source` describes: its layers with its weights, or the graph of its
/// TorchScript file. Paths are relative to `folder`. The last linear layer gets as many classes as
/// the weights have; everything else must fit exactly. The prefix "module.", which
/// torch.nn.DataParallel puts before all names, is removed. Throws UserError, with the file and the
/// tensor, if weights are missing or do not fit.
Graph own_graph(const ModelSource& source, const std::filesystem::path& folder);

/// Makes one random input for the model that `source` describes: float32 [1, C, H, W] or ids int64
/// [1, T]. T is the length of a typical text, at most 128. Paths are relative to `folder`. Throws
/// UserError if a file that tells the shape cannot be read.
at::Tensor own_sample(const ModelSource& source, const std::filesystem::path& folder);

/// Finds out which token ids the model of texts that `source` describes accepts. Paths are relative
/// to `folder`. Throws UserError if the model reads images.
TokenForm token_form(const ModelSource& source, const std::filesystem::path& folder);

/// Returns the class names, by number, in the Hugging Face folder that `source` names. Returns an
/// empty list if `source` is not such a folder, or if it has no names but "LABEL_0", "LABEL_1", ...
/// Throws UserError if its config.json cannot be read.
std::vector<std::string> named_classes(const ModelSource& source,
                                       const std::filesystem::path& folder);

/// Whether `source` is a Hugging Face folder, whose config.json gives the layers of the model: it
/// names neither an architecture nor a TorchScript file.
bool is_huggingface(const ModelSource& source);

}  // namespace tiersim::models
