#include "scenarios/study/tables/variants.h"

#include <fmt/format.h>

#include "models/catalog/operators/descriptor.h"
#include "scenarios/study/tables/model_source.h"

namespace tiersim {
namespace {

std::vector<std::string> names_of_ready_made() {
  return operator_names([](const OperatorDescriptor& each) { return each.ready_made; });
}

void read_variants(const Value& variants, ModelSpec& model) {
  const std::vector<std::string> possible = names_of_ready_made();
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
    read_keys(variant_keys(), variant, model.variants[name]);
  }
}

void print_variants(const ModelSpec& model, YAML::Emitter& out) {
  out << YAML::BeginMap;
  for (const auto& [operator_name, source] : model.variants) {
    out << YAML::Key << operator_name << YAML::Value << YAML::Flow << YAML::BeginMap;
    print_keys(variant_keys(), source, out);
    out << YAML::EndMap;
  }
  out << YAML::EndMap;
}

Json schema_of_variants() {
  Json names = Json::object();
  for (const std::string& name : names_of_ready_made())
    names[name] = {{"description", "Replaces what the operator `" + name + "` would make."},
                   {"$ref", "#/$defs/variant"}};
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", names}};
}

}  // namespace

Key<ModelSpec> variants_key() {
  Key<ModelSpec> made;
  made.description.name = "variants";
  made.description.meaning = "Ready-made variants, by the operator that they replace.";
  made.description.schema = schema_of_variants();
  made.description.values = "a map of operators";
  made.read = read_variants;
  made.print = print_variants;
  made.is_printed = [](const ModelSpec& model) { return !model.variants.empty(); };
  return made;
}

}  // namespace tiersim
