#include "models/catalog/operators/descriptor.h"

#include <fmt/format.h>

#include <utility>

namespace tiersim {

#define TIERSIM_OPERATOR(name) OperatorDescriptor describe_##name();
#include "models/catalog/operators/list.inc"

namespace {

OperatorDescriptor named(std::string name, OperatorDescriptor descriptor) {
  descriptor.name = std::move(name);
  return descriptor;
}

}  // namespace

const std::vector<OperatorDescriptor>& operators() {
#define TIERSIM_OPERATOR(name) named(#name, describe_##name()),
  static const std::vector<OperatorDescriptor> table{
#include "models/catalog/operators/list.inc"
  };
  return table;
}

const OperatorDescriptor* find_operator(std::string_view name) {
  for (const OperatorDescriptor& each : operators())
    if (each.name == name) return &each;
  return nullptr;
}

std::vector<std::string> operator_names() {
  return operator_names([](const OperatorDescriptor&) { return true; });
}

const OperatorSetting* OperatorDescriptor::setting(std::string_view wanted) const {
  for (const OperatorSetting& each : settings)
    if (each.name == wanted) return &each;
  return nullptr;
}

std::vector<std::string> OperatorDescriptor::setting_names() const {
  std::vector<std::string> names;
  for (const OperatorSetting& each : settings) names.emplace_back(each.name);
  return names;
}

std::string describe(const OperatorDescriptor& descriptor) {
  std::string line(descriptor.text);
  if (!descriptor.source.empty()) line += fmt::format(" ({})", descriptor.source);
  if (descriptor.rank == OperatorRank::new_model) line += "; comes first";
  if (descriptor.rank == OperatorRank::split) line += "; comes last";
  std::vector<std::string> uses;
  if (descriptor.calibrates) uses.emplace_back("calibrates on");
  if (descriptor.learns) uses.emplace_back("learns from");
  if (!uses.empty()) line += fmt::format("; {} training data", fmt::join(uses, " and "));
  if (descriptor.ready_made) line += "; may be ready-made";
  for (const OperatorSetting& each : descriptor.settings) line += "; " + describe(each);
  return line;
}

}  // namespace tiersim
