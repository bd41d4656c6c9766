#include "scenarios/study/tables/models.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/catalog/catalog.h"
#include "scenarios/study/tables/model_data.h"
#include "scenarios/study/tables/model_source.h"
#include "scenarios/study/tables/variants.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostModels = 1000;  // each name is searched for among all

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

Key<ModelSpec> classes_key() {
  const auto choice = [](ClassOrder order) {
    return std::pair(std::string(name_of(order)), order);
  };
  return key<ModelSpec>(
             "classes", &ModelSpec::classes,
             one_of<ClassOrder>({choice(ClassOrder::by_number), choice(ClassOrder::by_text)}),
             "How folders of images that are named by numbers are numbered as classes. "
             "`by-number`: the folder `10` is class 10. `by-text`: by the order of the names as "
             "text, as torchvision's ImageFolder does.",
             {"by-text"})
      .without_default("`by-number`, with a warning if the other order differs");
}

void check_classes(const Value& value, const ModelSpec& model) {
  if (!model.classes) return;
  const Value classes = value["classes"];
  if (model.test.empty()) classes.fail("numbers no folders (add data: {test: FOLDER})");
  if (extension_of(model.test) == ".tsv")
    classes.fail("is for folders of images, the data are a .tsv file (leave it out)");
}

}  // namespace

const KeyTable<ModelSpec>& model_keys() {
  static const KeyTable<ModelSpec> table = [] {
    std::vector<Key<ModelSpec>> keys;
    for (const Key<ModelSource>& key : model_source_keys().keys)
      keys.push_back(inside<ModelSpec>(&ModelSpec::source, key));
    keys.push_back(data_key());
    keys.push_back(classes_key());
    keys.push_back(variants_key());
    KeyTable<ModelSpec> model(std::move(keys));
    model.check_given = model_source_keys().check_given;
    model.check = [](const Value& value, ModelSpec& spec) {
      model_source_keys().check(value, spec.source);
      check_classes(value, spec);
    };
    model.rules = model_source_keys().rules;
    return model;
  }();
  return table;
}

std::map<std::string, ModelSpec> read_models(const Value& models) {
  std::map<std::string, ModelSpec> result;
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
    ModelSpec model;
    model.name = name;
    model.folder = models.document().folder().string();
    read_keys(model_keys(), given, model);
    result[name] = std::move(model);
  }
  return result;
}

void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out) {
  out << YAML::BeginMap;
  for (const auto& [name, model] : models) {
    out << YAML::Key << name << YAML::Value << YAML::BeginMap;
    print_keys(model_keys(), model, out);
    out << YAML::EndMap;
  }
  out << YAML::EndMap;
}

}  // namespace tiersim
