#include "scenarios/study/tables/model_source.h"

#include <fmt/format.h>

#include "models/catalog/catalog.h"
#include "sim/base/regular_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

void check_weights(const Value& source, const Value& weights, Found found, bool has_architecture) {
  if (found == Found::folder) {
    if (!fs::exists(weights.folder() / weights.text() / "config.json"))
      weights.fail(
          "is a folder without config.json (name a file of weights, or a folder as Hugging Face's "
          "hub serves it)");
    if (has_architecture)
      source["architecture"].fail("the weights' config.json says it already (leave one out)");
    return;
  }
  const std::string extension = extension_of(weights.text());
  if (extension != ".safetensors" && extension != ".pth" && extension != ".pt" &&
      extension != ".bin") {
    weights.fail(
        "is of an unknown form (give .safetensors, .pth, .pt or .bin, or a Hugging Face folder)");
  }
}

void check_given_in_source(const Value& value) {
  const Value named = value["architecture"], weights = value["weights"];
  if (value["torchscript"].given()) {
    for (const Value& other : {named, weights}) {
      if (other.given())
        other.fail("torchscript has layers and weights already (leave one of the two out)");
    }
    return;
  }
  if (value["input"].given())
    value["input"].fail("is known from the architecture (leave it out: it is for torchscript)");
  if (weights.given()) return;
  if (named.given()) named.fail("comes without weights (add weights: FILE)");
  value.fail(
      "has neither weights nor torchscript (add architecture: NAME and weights: FILE, or "
      "torchscript: FILE)");
}

void check_source(const Value& value, ModelSource& source) {
  const Value torchscript = value["torchscript"], weights = value["weights"];
  if (torchscript.given() && look_for(torchscript) == Found::folder)
    torchscript.fail("is a folder (name the file that torch.jit.save wrote)");
  if (!weights.given()) return;
  const Found found = look_for(weights);
  if (found != Found::other) check_weights(value, weights, found, !source.architecture.empty());
}

/// A variant has the layers of its model if it names no others.
void check_model_source(const Value& value, ModelSource& source) {
  const Value weights = value["weights"];
  if (weights.given() && source.architecture.empty() && look_for(weights) == Found::file)
    weights.fail(
        "a file of weights does not say which layers they belong to (add architecture: NAME, see "
        "tiersim list subjects)");
  check_source(value, source);
}

ValueType<std::string> known_subject() {
  ValueType<std::string> type = text();
  type.read = [](const Value& value) { return value.one_of(names_of(known_subjects())); };
  type.values = "a subject";
  return type;
}

ValueType<InputShape> input_shape() {
  return {[](const Value& value) { return value.quantity(parse_input_shape); },
          [](const InputShape& shape) { return to_string(shape); },
          {{"$ref", "#/$defs/input"}},
          "`3x224x224` or `128 tokens`"};
}

template <std::string ModelSource::*member>
bool has(const ModelSource& source) {
  return !(source.*member).empty();
}

KeyTable<ModelSource> source_keys(const std::string& architecture) {
  using Source = ModelSource;
  KeyTable<Source> table({
      key<Source>("architecture", &Source::architecture, known_subject(), architecture,
                  {"resnet18"})
          .without_default()
          .printed_if(has<&Source::architecture>),
      key<Source>("weights", &Source::weights, existing_path(),
                  "A file of weights, or a Hugging Face folder.", {"weights.pth"})
          .without_default()
          .printed_if(has<&Source::weights>),
      key<Source>("torchscript", &Source::torchscript, existing_path(),
                  "A file that torch.jit.save wrote, in place of architecture and weights.",
                  {"model.pt"})
          .without_default()
          .printed_if(has<&Source::torchscript>),
      key<Source>("input", &Source::input, input_shape(),
                  "What TorchScript reads: images, or texts with at most this number of tokens.",
                  {"3x224x224", "1x28x28", "128 tokens"})
          .printed_if(has<&Source::torchscript>),
  });
  table.check_given = check_given_in_source;
  table.rules =
      Json::parse(R"({"anyOf": [{"required": ["weights"]}, {"required": ["torchscript"]}]})");
  return table;
}

}  // namespace

Found look_for(const Value& value) {
  const std::string written = value.text();
  if (written.empty()) value.fail("is empty (write a path)");
  if (value.folder().empty()) return Found::other;
  std::error_code error;
  const fs::path full = (value.folder() / written).lexically_normal();
  if (!fs::exists(full, error)) {
    value.fail(fmt::format("\"{}\" does not exist (paths start at the {} folder, {})",
                           printable(written),
                           value.folder() == value.document().folder() ? "study's" : "file's",
                           value.folder().string()));
  }
  if (fs::is_directory(full, error)) return Found::folder;
  if (const std::string problem = why_not_a_file(full); !problem.empty())
    value.fail(fmt::format("\"{}\" {}", printable(written), problem));
  return Found::file;
}

std::string extension_of(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return extension;
}

ValueType<std::string> existing_path() {
  ValueType<std::string> type = path();
  type.read = [](const Value& value) {
    look_for(value);
    return value.as_study_path(value.text());
  };
  return type;
}

const KeyTable<ModelSource>& variant_keys() {
  static const KeyTable<ModelSource> table = [] {
    KeyTable<ModelSource> variant =
        source_keys("A known subject that gives the layers, if they are not those of the model.");
    variant.check = check_source;
    return variant;
  }();
  return table;
}

const KeyTable<ModelSource>& model_source_keys() {
  static const KeyTable<ModelSource> table = [] {
    KeyTable<ModelSource> model =
        source_keys("A known subject that gives the layers (`tiersim list subjects`).");
    model.check = check_model_source;
    return model;
  }();
  return table;
}

}  // namespace tiersim
