#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// What a TorchScript file reads. Images: channels (3: red, green, blue; 1: grey), and how high and
/// wide they are; or texts, as ids of at most `tokens` tokens where that is not 0.
struct InputShape {
  std::int64_t channels{3}, side{224}, tokens{0};
  friend bool operator==(const InputShape& a, const InputShape& b) {
    return a.channels == b.channels && a.side == b.side && a.tokens == b.tokens;
  }
};

/// "3x224x224" or "128 tokens". Throws UserError for anything else than one or three channels of 8
/// to 1024 squared, or 2 to 4096 tokens.
InputShape parse_input_shape(const std::string& text);
std::string to_string(const InputShape& shape);

/// Where the layers and the weights of a model come from; texts are paths, "" where nothing is
/// given.
struct ModelSource {
  std::string architecture;  ///< the known subject whose layers it has
  std::string weights;      ///< a file of them, or a Hugging Face folder, which has the layers, too
  std::string torchscript;  ///< a file that has both; then there is nothing else
  InputShape input;         ///< what the torchscript reads
  friend bool operator==(const ModelSource& a, const ModelSource& b) {
    return a.architecture == b.architecture && a.weights == b.weights &&
           a.torchscript == b.torchscript && a.input == b.input;
  }
};

/// A model that a study brings. Paths are as written, relative to `folder`.
struct ModelSpec {
  std::string name;
  std::string folder;  ///< absolute: the one that the study's file lies in
  ModelSource source;
  std::string train, test;  ///< folders of images, or .tsv files; "" where none are given
  std::map<std::string, ModelSource> variants;  ///< ready-made ones, by operator
  friend bool operator==(const ModelSpec& a, const ModelSpec& b) {
    return a.name == b.name && a.folder == b.folder && a.source == b.source && a.train == b.train &&
           a.test == b.test && a.variants == b.variants;
  }
};

/// Whether a ready-made variant may stand for this operator: for those whose result is a float32
/// model.
bool may_be_ready_made(const std::string& operator_name);

namespace protocol {

nlohmann::json to_json(const ModelSpec& value);
/// Throws nlohmann::json::exception as the messages' readers do.
ModelSpec model_spec_from(const nlohmann::json& message);

}  // namespace protocol
}  // namespace tiersim
