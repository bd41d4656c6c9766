#include "models/weights/transformer_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/weights/bounded_json.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLabels = 100'000;
constexpr std::size_t kLongestLabel = 200;

std::invalid_argument bad(const std::string& key, const std::string& problem) {
  return std::invalid_argument(fmt::format("\"{}\" {}", key, problem));
}

/// The value of a key; null if it is missing.
const json& at(const json& config, const std::string& key) {
  static const json none;
  const auto found = config.find(key);
  return found == config.end() ? none : *found;
}

void read(const json& config, const std::string& key, std::int64_t& number, std::int64_t least,
          std::int64_t most) {
  const json& value = at(config, key);
  if (value.is_null()) return;
  if (!value.is_number_integer()) throw bad(key, "is no whole number");
  const auto read = value.get<std::int64_t>();  // a number beyond int64 becomes negative
  if (read < least || read > most)
    throw bad(key, fmt::format("is not between {} and {}", least, most));
  number = read;
}

void read(const json& config, const std::string& key, std::string& text) {
  const json& value = at(config, key);
  if (value.is_null()) return;
  if (!value.is_string()) throw bad(key, "is no text");
  text = value.get<std::string>();
}

void read_type(const json& config, TransformerConfig& result) {
  read(config, "model_type", result.model_type);
  const json& architectures = at(config, "architectures");
  if (result.model_type.empty() && architectures.is_array() && !architectures.empty() &&
      architectures[0].is_string()) {
    const auto& name = architectures[0].get_ref<const std::string&>();  // "BertForMaskedLM"
    if (name.rfind("Bert", 0) == 0) result.model_type = "bert";
    if (name.rfind("Roberta", 0) == 0) result.model_type = "roberta";
  }
  if (result.model_type.empty()) throw bad("model_type", "is missing");
  if (result.model_type != "bert" && result.model_type != "roberta")
    throw bad("model_type", "is \"" + result.model_type + "\", neither bert nor roberta");
  if (result.model_type == "roberta") {
    result.vocab_size = 50'265;
    result.pad_token_id = 1;
  }
}

void read_sizes(const json& config, TransformerConfig& result) {
  constexpr std::int64_t kTokens = 10'000'000, kWide = 1'000'000, kDeep = 1'000;
  read(config, "vocab_size", result.vocab_size, 1, kTokens);
  read(config, "hidden_size", result.hidden_size, 1, kWide);
  read(config, "num_hidden_layers", result.num_hidden_layers, 1, kDeep);
  read(config, "num_attention_heads", result.num_attention_heads, 1, kWide);
  read(config, "intermediate_size", result.intermediate_size, 1, kWide);
  read(config, "max_position_embeddings", result.max_position_embeddings, 1, kWide);
  read(config, "type_vocab_size", result.type_vocab_size, 1, kWide);
  read(config, "pad_token_id", result.pad_token_id, 0, result.vocab_size - 1);
  if (result.hidden_size % result.num_attention_heads != 0)
    throw bad("hidden_size", "is no multiple of \"num_attention_heads\"");
  if (result.model_type == "roberta" && result.max_position_embeddings <= result.pad_token_id + 1)
    throw bad("max_position_embeddings", "leaves no position behind \"pad_token_id\"");
  const json& epsilon = at(config, "layer_norm_eps");
  if (epsilon.is_null()) return;
  if (!epsilon.is_number()) throw bad("layer_norm_eps", "is no number");
  result.layer_norm_eps = epsilon.get<double>();
  if (!(result.layer_norm_eps > 0 && result.layer_norm_eps <= 1))
    throw bad("layer_norm_eps", "is not above 0 and at most 1");
}

/// Reads the labels from "id2label" {"0": "negative", ...}. Without it, "num_labels" gives their
/// number.
void read_labels(const json& config, TransformerConfig& result) {
  const json& names = at(config, "id2label");
  if (!names.is_null()) {
    if (!names.is_object() || names.empty() || names.size() > kMostLabels)
      throw bad("id2label", "is no table of labels");
    result.num_labels = static_cast<std::int64_t>(names.size());
  }
  const std::int64_t named = result.num_labels;
  read(config, "num_labels", result.num_labels, 1, kMostLabels);
  if (!names.is_null() && result.num_labels != named)
    throw bad("num_labels", fmt::format("is not the number of labels in \"id2label\", {}", named));
  for (std::int64_t id = 0; id < result.num_labels; ++id) {
    std::string label = fmt::format("LABEL_{}", id);
    if (!names.is_null()) {
      if (!names.contains(std::to_string(id))) throw bad("id2label", fmt::format("lacks {}", id));
      read(names, std::to_string(id), label);
      if (label.size() > kLongestLabel || std::any_of(label.begin(), label.end(), [](char c) {
            return (c >= 0 && c < ' ') || c == 0x7f;
          }))
        throw bad("id2label", fmt::format("has a label {} that is not plain text", id));
    }
    result.labels.push_back(label);
  }
}

void refuse_others(const json& config, TransformerConfig& result) {
  read(config, "hidden_act", result.hidden_act);
  if (result.hidden_act != "gelu")
    throw bad("hidden_act", "is \"" + result.hidden_act + "\", not gelu");
  std::string positions = "absolute";
  read(config, "position_embedding_type", positions);
  if (positions != "absolute")
    throw bad("position_embedding_type", "is \"" + positions + "\", not absolute");
  const json& decoder = at(config, "is_decoder");
  if (!decoder.is_null() && decoder != false) throw bad("is_decoder", "is not false");
}

}  // namespace

TransformerConfig read_transformer_config(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "config.json";
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    throw UserError(
        fmt::format("{}: no config.json (fetch it, and model.safetensors or pytorch_model.bin, "
                    "into this folder)",
                    folder.string()));
  InputFile input(path, "model description");
  const json config = read_json_object(input);
  TransformerConfig result;
  try {
    read_type(config, result);
    read_sizes(config, result);
    read_labels(config, result);
    refuse_others(config, result);
  } catch (const std::invalid_argument& problem) {
    input.fail(problem.what(), "choose a BERT or RoBERTa encoder with gelu and absolute positions");
  }
  return result;
}

}  // namespace tiersim::models
