#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/protocol/model_spec.h"

namespace tiersim::models {

/// The token ids that a model reads.
struct TokenForm {
  std::int64_t words{0};       ///< ids are in [0, words)
  std::int64_t max_tokens{0};  ///< most tokens of a text, special tokens included
  std::int64_t pad_id{0};
};

/// The layers of a source, with random weights. Paths are relative to `folder`. Throws UserError if
/// the source has no layers that can be read.
Graph own_layers(const ModelSource& source, const std::filesystem::path& folder);

/// The layers of a source with its weights. The last linear layer gets as many classes as the
/// weights have; everything else must fit exactly. The prefix "module.", which
/// torch.nn.DataParallel puts before all names, is removed. Throws UserError, with the file and the
/// tensor.
Graph own_graph(const ModelSource& source, const std::filesystem::path& folder);

/// One random input of the right shape: float32 [1, C, H, W] or ids int64 [1, T].
at::Tensor own_sample(const ModelSource& source, const std::filesystem::path& folder);

/// The token ids that a model of texts reads.
TokenForm token_form(const ModelSource& source, const std::filesystem::path& folder);

/// The class names in a Hugging Face folder, by number. Empty if there are none, or if they are
/// "LABEL_0", "LABEL_1", ...
std::vector<std::string> named_classes(const ModelSource& source,
                                       const std::filesystem::path& folder);

/// Whether the layers come from a Hugging Face folder's config.json.
bool is_huggingface(const ModelSource& source);

}  // namespace tiersim::models
