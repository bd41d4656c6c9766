#include "scenarios/study/print/print_models.h"

#include <yaml-cpp/yaml.h>

namespace tiersim {
namespace {

using YAML::BeginMap, YAML::EndMap, YAML::Flow, YAML::Key, YAML::Value;

void print_given(const char* key, const std::string& text, YAML::Emitter& out) {
  if (!text.empty()) out << Key << key << Value << text;
}

void print_source(const ModelSource& source, YAML::Emitter& out) {
  print_given("architecture", source.architecture, out);
  print_given("weights", source.weights, out);
  print_given("torchscript", source.torchscript, out);
  if (source.torchscript.empty()) return;
  print_given("input", to_string(source.input), out);
}

}  // namespace

void print_models(const std::map<std::string, ModelSpec>& models, YAML::Emitter& out) {
  if (models.empty()) return;
  out << Key << "models" << Value << BeginMap;
  for (const auto& [name, model] : models) {
    out << Key << name << Value << BeginMap;
    print_source(model.source, out);
    if (!model.test.empty()) {
      out << Key << "data" << Value << Flow << BeginMap;
      print_given("train", model.train, out);
      print_given("test", model.test, out);
      out << EndMap;
    }
    if (!model.variants.empty()) {
      out << Key << "variants" << Value << BeginMap;
      for (const auto& [operator_name, source] : model.variants) {
        out << Key << operator_name << Value << Flow << BeginMap;
        print_source(source, out);
        out << EndMap;
      }
      out << EndMap;
    }
    out << EndMap;
  }
  out << EndMap;
}

}  // namespace tiersim
