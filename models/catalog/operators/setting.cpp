#include "models/catalog/operators/setting.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "sim/base/error.h"
#include "sim/base/quantity.h"

namespace tiersim {

std::optional<double> number_in(const NumberRange& range, const std::string& value) {
  if (range.form == NumberRange::Form::probability) {
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    return *end == '\0' && number > 0 && number < 1 ? std::optional(number) : std::nullopt;
  }
  try {
    const double share = parse_fraction(value).value;
    return share > 0 && share <= 1 ? std::optional(share) : std::nullopt;
  } catch (const UserError&) {
    return std::nullopt;
  }
}

void check_value(const OperatorSetting& setting, const std::string& operator_name,
                 const std::string& value) {
  if (const auto* words = std::get_if<WordChoice>(&setting.values)) {
    if (std::find(words->begin(), words->end(), value) == words->end())
      throw UserError(fmt::format("{}: unknown {} \"{}\" (write {})", operator_name, setting.name,
                                  value, fmt::join(*words, " or ")));
  }
  if (const auto* range = std::get_if<NumberRange>(&setting.values)) {
    if (!number_in(*range, value))
      throw UserError(fmt::format("{}: \"{}\" is no {} (write {}, e.g. \"{}={}\")", operator_name,
                                  value, range->noun, range->in_words, setting.name,
                                  range->example));
  }
}

std::string describe(const OperatorSetting& setting) {
  std::vector<std::string> remarks;
  std::string values = "LAYER";
  if (const auto* words = std::get_if<WordChoice>(&setting.values))
    values = fmt::format("{}", fmt::join(*words, "|"));
  if (const auto* range = std::get_if<NumberRange>(&setting.values)) {
    values = range->form == NumberRange::Form::share ? "SHARE" : "NUMBER";
    remarks.emplace_back(range->in_words);
  } else if (std::holds_alternative<LayerName>(setting.values) && !setting.default_value.empty()) {
    values = fmt::format("{}|LAYER", setting.default_value);
  }
  if (!setting.default_value.empty())
    remarks.push_back(fmt::format("default {}", setting.default_value));
  return remarks.empty()
             ? fmt::format("{}={}", setting.name, values)
             : fmt::format("{}={} ({})", setting.name, values, fmt::join(remarks, "; "));
}

}  // namespace tiersim
