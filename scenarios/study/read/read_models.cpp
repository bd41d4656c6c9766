#include "scenarios/study/read/read_models.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"
#include "models/catalog/operators/descriptor.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostModels = 1000;  // each is looked up among all

/// What a path leads to; `other` also where nothing is looked for.
enum class Found { file, folder, other };

/// Reads a path and looks whether something is there.
Found look_for(const Value& value, std::string& path) {
  const std::string written = value.text();
  if (written.empty()) value.fail("is empty (write a path)");
  path = value.as_study_path(written);
  if (value.folder().empty()) return Found::other;
  std::error_code error;
  const fs::path full = (value.folder() / written).lexically_normal();
  if (!fs::exists(full, error)) {
    value.fail(fmt::format("\"{}\" does not exist (paths start at the {} folder, {})",
                           printable(written),
                           value.folder() == value.document().folder() ? "study's" : "file's",
                           value.folder().string()));
  }
  return fs::is_directory(full, error) ? Found::folder : Found::file;
}

std::string extension_of(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return extension;
}

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

/// Reads what `source` says of layers and weights. A variant may leave the architecture to the
/// model it is one of.
ModelSource read_source(const Value& source, bool is_variant) {
  ModelSource result;
  const Value named = source["architecture"], weights = source["weights"],
              torchscript = source["torchscript"], input = source["input"];
  if (torchscript.given()) {
    for (const Value& other : {named, weights}) {
      if (other.given())
        other.fail("torchscript has layers and weights already (leave one of the two out)");
    }
    if (look_for(torchscript, result.torchscript) == Found::folder)
      torchscript.fail("is a folder (name the file that torch.jit.save wrote)");
    if (input.given()) result.input = input.quantity(parse_input_shape);
    return result;
  }
  if (input.given())
    input.fail("is known from the architecture (leave it out: it is for torchscript)");
  if (named.given()) result.architecture = named.one_of(names_of(known_subjects()));
  if (!weights.given()) {
    const Value& place = named.given() ? named : source;
    place.fail(named.given() ? "comes without weights (add weights: FILE)"
                             : "has neither weights nor torchscript (add architecture: NAME and "
                               "weights: FILE, or torchscript: FILE)");
  }
  const Found found = look_for(weights, result.weights);
  if (found == Found::other) return result;
  if (found == Found::file && !named.given() && !is_variant) {
    weights.fail(
        "a file of weights does not say which layers they belong to (add architecture: NAME, see "
        "tiersim list subjects)");
  }
  check_weights(source, weights, found, named.given());
  return result;
}

Found read_data_path(const Value& value, std::string& path) {
  const Found found = look_for(value, path);
  if (found == Found::file && extension_of(path) != ".tsv") {
    value.fail(
        "is neither a folder of images nor a .tsv file of texts (give a folder that holds a folder "
        "for each class, or a table with the columns label and text)");
  }
  return found;
}

void read_data(const Value& data, ModelSpec& model) {
  if (!data.given()) return;
  data.check_keys({"train", "test"});
  const Value train = data["train"], test = data["test"];
  if (!test.given()) data.fail("has no test data, which accuracy is measured on (add test: PATH)");
  const Found tested = read_data_path(test, model.test);
  if (!train.given()) return;
  const Found trained = read_data_path(train, model.train);
  if (trained != tested)
    train.fail("is of another form than the test data (give two folders or two .tsv files)");
  std::error_code error;
  if (tested == Found::other
          ? model.train == model.test
          : fs::equivalent(train.folder() / train.text(), test.folder() / test.text(), error))
    train.fail(
        "is the test data (accuracy on what was trained on proves nothing; give other data)");
}

void read_variants(const Value& variants, ModelSpec& model) {
  if (!variants.given()) return;
  const std::vector<std::string> possible =
      operator_names([](const OperatorDescriptor& each) { return each.ready_made; });
  if (!variants.node().IsMap())
    variants.fail("is not a map of operators (write e.g. {distilled: {weights: FILE}})");
  for (const std::string& name : variants.keys()) {
    const OperatorDescriptor* known = find_operator(name);
    if (known && !known->ready_made) {
      variants.fail_at(name, fmt::format("\"{}\" is made of the model here, never brought (use {})",
                                         name, fmt::join(possible, ", ")));
    }
  }
  variants.check_keys(possible);
  for (const std::string& name : variants.keys()) {
    const Value variant = variants[name];
    if (!variant.given()) variant.fail("says nothing (add weights: FILE)");
    variant.check_keys({"architecture", "weights", "torchscript", "input"});
    model.variants[name] = read_source(variant, true);
  }
}

void check_name(const Value& models, const std::string& name) {
  constexpr std::size_t kLongestName = 60;
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  if (name.empty() || name.size() > kLongestName ||
      !std::all_of(name.begin(), name.end(), is_plain))
    models.fail_at(
        name, fmt::format("is no name for a model (use up to {} letters, digits, \"_\" and \"-\")",
                          kLongestName));
  const std::vector<std::string> known = names_of(known_subjects());
  if (std::find(known.begin(), known.end(), name) != known.end())
    models.fail_at(name,
                   fmt::format("\"{0}\" is a known subject (choose another name, e.g. my_{0}, and "
                               "write architecture: {0})",
                               name));
}

}  // namespace

std::map<std::string, ModelSpec> read_models(const Value& models) {
  std::map<std::string, ModelSpec> result;
  if (!models.given()) return result;
  if (!models.node().IsMap())
    models.fail(
        "is not a map of names (write e.g. {my_model: {architecture: resnet50, weights: "
        "FILE}})");
  const std::vector<std::string> names = models.keys();
  if (names.size() > kMostModels)
    models.fail(fmt::format("has {} models (bring at most {})", names.size(), kMostModels));
  for (const std::string& name : names) check_name(models, name);
  models.check_unique_keys();
  for (const std::string& name : names) {
    const Value given = models[name];
    if (!given.given())
      models.fail_at(name, "says nothing (add architecture: NAME and weights: FILE)");
    given.check_keys({"architecture", "weights", "torchscript", "input", "data", "variants"});
    ModelSpec model;
    model.name = name;
    model.folder = models.document().folder().string();
    model.source = read_source(given, false);
    read_data(given["data"], model);
    read_variants(given["variants"], model);
    result[name] = std::move(model);
  }
  return result;
}

}  // namespace tiersim
