#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/nearest_name.h"
#include "models/catalog/operator_order.h"
#include "models/catalog/operator_spec.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

[[noreturn]] void fail(std::string_view text, const std::string& problem,
                       const std::string& remedy) {
  throw UserError(fmt::format("\"{}\" {} ({})", text, problem, remedy));
}

std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  return near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                      : fmt::format("did you mean \"{}\"?", near);
}

/// The parts between '+' that stand outside of brackets.
std::vector<std::string> split_calls(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == '+' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Adds "name=value" to the settings of a call.
void read_setting(std::string_view text, const std::string& pair, OperatorCall& call) {
  const std::size_t equals = pair.find('='), begin = pair.find_first_not_of(' ');
  if (equals == std::string::npos || equals + 1 == pair.size())
    fail(text, fmt::format("has \"{}\" where a setting should be", pair), "write name=value");
  const std::string key = pair.substr(begin, equals - begin);
  if (!call.descriptor->setting(key)) {
    const std::vector<std::string> known = call.descriptor->setting_names();
    fail(text, fmt::format("has an unknown setting \"{}\"", key),
         known.empty() ? fmt::format("\"{}\" has no settings", call.name())
                       : suggestion(key, known));
  }
  if (!call.settings.emplace(key, pair.substr(equals + 1)).second)
    fail(text, fmt::format("has \"{}\" twice", key), "keep one");
}

OperatorCall parse_call(std::string_view text, const std::string& part) {
  const std::size_t open = part.find('(');
  const std::string name = part.substr(0, open);
  OperatorCall call{find_operator(name), {}};
  if (!call.descriptor)
    throw UserError(
        fmt::format("unknown operator \"{}\" ({})", name, suggestion(name, operator_names())));
  if (open == std::string::npos) return call;
  if (part.back() != ')' || part.find('(', open + 1) != std::string::npos)
    fail(text, "has a bracket too few or too many", "write e.g. \"partition(cut=auto)\"");
  std::string rest = part.substr(open + 1, part.size() - open - 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    read_setting(text, rest.substr(0, comma), call);
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
  }
  return call;
}

}  // namespace

OperatorSpec parse_operator(std::string_view text) {
  std::vector<OperatorCall> calls;
  for (const std::string& part : split_calls(text)) calls.push_back(parse_call(text, part));
  check_order(text, calls);
  for (const OperatorCall& call : calls)
    for (const auto& [key, value] : call.settings)
      check_value(*call.descriptor->setting(key), call.name(), value);
  check_split(text, calls);
  return {std::move(calls), std::string(text)};
}

}  // namespace tiersim
