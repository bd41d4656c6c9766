#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tiersim {

/// The shape of the input of a model in a TorchScript file: a square image or a text. An image has
/// `channels` (3: red, green, blue; 1: grey) and `side`, its height and width in pixels. A text has
/// at most `tokens` token ids; `tokens` is 0 for images.
struct InputShape {
  std::int64_t channels{3}, side{224}, tokens{0};
  friend bool operator==(const InputShape& a, const InputShape& b) {
    return a.channels == b.channels && a.side == b.side && a.tokens == b.tokens;
  }
};

/// Parses a shape, "3x224x224" or "128 tokens". Throws UserError unless an image has 1 or 3
/// channels and a height and width of the same 8 to 1024 pixels, or a text has 2 to 4096 tokens.
InputShape parse_input_shape(const std::string& text);
/// Returns the text of a shape, such as "3x224x224" or "128 tokens", as parse_input_shape() reads
/// it.
std::string to_string(const InputShape& shape);

/// The files from which the layers and the weights of a model are read. A text member is "" if the
/// study does not set it.
struct ModelSource {
  std::string architecture;  ///< name of a known subject that has the model's layers
  /// Path of a file of weights, or of a Hugging Face folder, which also gives the layers.
  std::string weights;
  std::string torchscript;  ///< path of a TorchScript file; the texts above are then ""
  InputShape input;         ///< input shape of the model in the TorchScript file
  friend bool operator==(const ModelSource& a, const ModelSource& b) {
    return a.architecture == b.architecture && a.weights == b.weights &&
           a.torchscript == b.torchscript && a.input == b.input;
  }
};

/// How the folders of a data set of images are numbered as classes.
enum class ClassOrder {
  by_number,  ///< the folder "10" is class 10
  by_text     ///< in the order of the names' bytes: of "0" to "11", the folder "10" is class 2
};

/// The word of a study for an order: "by-number" or "by-text".
const char* name_of(ClassOrder order);

/// A model that a study brings as files of its own. All paths are as the study writes them,
/// relative to `folder`.
struct ModelSpec {
  std::string name;    ///< name of the model in the study
  std::string folder;  ///< absolute path of the folder with the study file
  ModelSource source;
  std::string train, test;  ///< training and test data: folders of images, or .tsv files
  std::map<std::string, ModelSource> variants;  ///< finished results of operators, by operator
  /// How folders of images are numbered; empty if the study does not say it.
  std::optional<ClassOrder> classes;
  friend bool operator==(const ModelSpec& a, const ModelSpec& b) {
    return a.name == b.name && a.folder == b.folder && a.source == b.source && a.train == b.train &&
           a.test == b.test && a.classes == b.classes && a.variants == b.variants;
  }
};

namespace protocol {

/// Writes the description of a model as JSON, which model_spec_from() reads.
nlohmann::json to_json(const ModelSpec& value);
/// Reads the description of a model from the JSON that to_json() writes. Throws
/// nlohmann::json::exception if a field is missing or has another type, and UserError if the text
/// of an input shape is not valid.
ModelSpec model_spec_from(const nlohmann::json& message);

}  // namespace protocol
}  // namespace tiersim
