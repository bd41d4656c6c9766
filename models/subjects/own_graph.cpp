#include "models/subjects/own_graph.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/import/torchscript_import.h"
#include "models/subjects/class_head.h"
#include "models/subjects/own_vocabulary.h"
#include "models/subjects/subject.h"
#include "models/subjects/transformer.h"
#include "models/training/checkpoint.h"
#include "models/weights/read_weights.h"
#include "models/weights/transformer_config.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostTokens = 512, kTypicalTokens = 128;

const Subject& known(const std::string& name) {
  const Subject* subject = find_subject(name);
  if (!subject)
    throw UserError(fmt::format("unknown architecture \"{}\" (see: tiersim list subjects)", name));
  return *subject;
}

TransformerShape shape_of(const TransformerConfig& config) {
  TransformerShape shape;
  shape.roberta = config.model_type == "roberta";
  shape.words = config.vocab_size;
  shape.positions = config.max_position_embeddings;
  shape.types = config.type_vocab_size;
  shape.width = config.hidden_size;
  shape.layers = config.num_hidden_layers;
  shape.heads = config.num_attention_heads;
  shape.inner_width = config.intermediate_size;
  shape.classes = config.num_labels;
  shape.epsilon = config.layer_norm_eps;
  shape.pad_id = config.pad_token_id;
  return shape;
}

TokenForm form_of(std::int64_t words, std::int64_t positions, const TokenLayout& tokens) {
  return {words, std::min(kMostTokens, positions - tokens.first_position), tokens.pad_id};
}

/// Removes the prefix "module.", which torch.nn.DataParallel puts before all names.
void drop_prefix(TensorFile& file) {
  const std::string prefix = "module.";
  if (!std::all_of(file.tensors.begin(), file.tensors.end(),
                   [&](const auto& item) { return item.first.rfind(prefix, 0) == 0; }))
    return;
  std::map<std::string, at::Tensor> tensors;
  for (auto& [name, tensor] : file.tensors) tensors[name.substr(prefix.size())] = tensor;
  file.tensors = std::move(tensors);
}

}  // namespace

bool is_huggingface(const ModelSource& source) {
  return source.architecture.empty() && source.torchscript.empty();
}

Graph own_layers(const ModelSource& source, const fs::path& folder) {
  if (!source.architecture.empty()) return known(source.architecture).build();
  return transformer(shape_of(read_transformer_config(folder / source.weights)));
}

Graph own_graph(const ModelSource& source, const fs::path& folder) {
  if (!source.torchscript.empty())
    return import_torchscript(folder / source.torchscript, own_sample(source, folder));
  const fs::path path = folder / source.weights;
  TensorFile file = read_weights(path);
  drop_prefix(file);
  Graph graph = own_layers(source, folder);
  const std::string head = class_head(graph).name + ".weight";
  const auto rows = file.tensors.find(head);
  if (rows == file.tensors.end())
    throw UserError(fmt::format(
        "{}: has no tensor \"{}\", the layer that computes the classes (give weights of {}, with "
        "their classifier)",
        path.string(), head,
        is_huggingface(source) ? "a model fine-tuned for classification" : source.architecture));
  const at::Tensor& weight = rows->second;
  // A head of another width is left to fill(), which names both shapes.
  const bool fits = weight.dim() == 2 && weight.size(0) > 0 &&
                    weight.size(1) == class_head(graph).tensors.at("weight").size(1);
  if (fits) graph = with_classes(std::move(graph), weight.size(0));
  fill(graph, std::move(file), path);
  return graph;
}

at::Tensor own_sample(const ModelSource& source, const fs::path& folder) {
  if (!source.architecture.empty()) return known(source.architecture).sample();
  if (!source.torchscript.empty() && source.input.tokens == 0)
    return at::randn({1, source.input.channels, source.input.side, source.input.side});
  const TokenForm form = token_form(source, folder);
  return at::randint(std::min<std::int64_t>(1000, form.words / 2), form.words,
                     {1, std::min(kTypicalTokens, form.max_tokens)}, at::kLong);
}

TokenForm token_form(const ModelSource& source, const fs::path& folder) {
  if (is_huggingface(source)) {
    const TransformerShape shape = shape_of(read_transformer_config(folder / source.weights));
    TokenLayout tokens;
    tokens.pad_id = shape.pad_id;
    tokens.first_position = shape.roberta ? shape.pad_id + 1 : 0;
    return form_of(shape.words, shape.positions, tokens);
  }
  if (!source.torchscript.empty() && source.input.tokens > 0) {
    const auto tokenizer = own_vocabulary((folder / source.torchscript).parent_path());
    return {static_cast<std::int64_t>(tokenizer->size()), source.input.tokens, tokenizer->pad_id()};
  }
  const Graph graph =
      source.torchscript.empty() ? own_layers(source, folder) : own_graph(source, folder);
  for (const Node& node : graph.nodes) {
    if (node.kind != NodeKind::embedding) continue;
    return form_of(node.tensors.at("word_embeddings.weight").size(0),
                   node.tensors.at("position_embeddings.weight").size(0), node.tokens);
  }
  throw UserError(fmt::format("{}: reads images, not texts (give a folder of images as its data)",
                              source.architecture + source.torchscript));
}

std::vector<std::string> named_classes(const ModelSource& source, const fs::path& folder) {
  if (!is_huggingface(source)) return {};
  std::vector<std::string> labels = read_transformer_config(folder / source.weights).labels;
  if (labels.empty() || labels[0] == "LABEL_0") return {};
  return labels;
}

}  // namespace tiersim::models
