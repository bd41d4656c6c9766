#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// The input of a TorchScript file: square images or texts. An image has `channels` (3: red, green,
/// blue; 1: grey) and `side`, its height and width in pixels. A text has at most `tokens` token
/// ids; `tokens` is 0 for images.
struct InputShape {
  std::int64_t channels{3}, side{224}, tokens{0};
  friend bool operator==(const InputShape& a, const InputShape& b) {
    return a.channels == b.channels && a.side == b.side && a.tokens == b.tokens;
  }
};

/// Reads "3x224x224" or "128 tokens". Throws UserError unless an image has 1 or 3 channels and a
/// height and width of the same 8 to 1024 pixels, or a text has 2 to 4096 tokens.
InputShape parse_input_shape(const std::string& text);
std::string to_string(const InputShape& shape);

/// Where the layers and the weights of a model come from. A text is "" if it is not given.
struct ModelSource {
  std::string architecture;  ///< name of a known subject with the same layers
  /// Path of a file, or of a Hugging Face folder, which also gives the layers.
  std::string weights;
  std::string torchscript;  ///< path of a file with layers and weights; the others are then ""
  InputShape input;         ///< what the TorchScript file reads
  friend bool operator==(const ModelSource& a, const ModelSource& b) {
    return a.architecture == b.architecture && a.weights == b.weights &&
           a.torchscript == b.torchscript && a.input == b.input;
  }
};

/// A model that a study brings. Its paths are as the study has them, relative to `folder`.
struct ModelSpec {
  std::string name;
  std::string folder;  ///< absolute path of the folder with the study file
  ModelSource source;
  std::string train, test;  ///< folders of images, or .tsv files; "" if not given
  std::map<std::string, ModelSource> variants;  ///< ready-made variants, by operator
  friend bool operator==(const ModelSpec& a, const ModelSpec& b) {
    return a.name == b.name && a.folder == b.folder && a.source == b.source && a.train == b.train &&
           a.test == b.test && a.variants == b.variants;
  }
};

namespace protocol {

nlohmann::json to_json(const ModelSpec& value);
/// Throws nlohmann::json::exception if a field is missing or has another type.
ModelSpec model_spec_from(const nlohmann::json& message);

}  // namespace protocol
}  // namespace tiersim
