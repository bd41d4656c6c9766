#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/protocol/model_spec.h"

namespace tiersim::models {

/// How a model reads texts.
struct TokenForm {
  std::int64_t words{0};       ///< ids are in [0, words)
  std::int64_t max_tokens{0};  ///< of a text, special ones among them
  std::int64_t pad_id{0};
};

/// The layers of a source, their weights random; paths are relative to `folder`. Throws UserError.
Graph own_layers(const ModelSource& source, const std::filesystem::path& folder);

/// The layers with the weights they come with. The last linear layer has as many classes as the
/// weights have; everything else has to fit exactly. Names may all begin with "module.", as
/// torch.nn.DataParallel saves them. Throws UserError, naming the file and the tensor.
Graph own_graph(const ModelSource& source, const std::filesystem::path& folder);

/// One input of the right shape, its values random: float32 [1, C, H, W] or ids int64 [1, T].
at::Tensor own_sample(const ModelSource& source, const std::filesystem::path& folder);

/// Of a model of texts.
TokenForm token_form(const ModelSource& source, const std::filesystem::path& folder);

/// The names of the classes that a Hugging Face folder gives, by number; empty where there are none
/// or they are "LABEL_0" and so on.
std::vector<std::string> named_classes(const ModelSource& source,
                                       const std::filesystem::path& folder);

/// Whether the layers are those of a Hugging Face folder's config.json.
bool is_huggingface(const ModelSource& source);

}  // namespace tiersim::models
