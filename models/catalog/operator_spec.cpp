#include "models/catalog/operator_spec.h"

#include <fmt/format.h>

namespace tiersim {

std::string OperatorCall::setting(const std::string& key) const {
  const auto found = settings.find(key);
  return found != settings.end() ? found->second
                                 : std::string(descriptor->setting(key)->default_value);
}

std::optional<double> OperatorCall::number(const std::string& key) const {
  const std::string value = setting(key);
  if (value.empty()) return std::nullopt;
  return number_in(std::get<NumberRange>(descriptor->setting(key)->values), value);
}

std::string to_string(const OperatorCall& call) {
  std::vector<std::string> settings;
  for (const auto& [key, value] : call.settings) settings.push_back(key + "=" + value);
  return settings.empty() ? call.name()
                          : fmt::format("{}({})", call.name(), fmt::join(settings, ","));
}

std::string to_string(const std::vector<OperatorCall>& calls) {
  std::vector<std::string> parts;
  for (const OperatorCall& call : calls) parts.push_back(to_string(call));
  return fmt::format("{}", fmt::join(parts, "+"));
}

}  // namespace tiersim
