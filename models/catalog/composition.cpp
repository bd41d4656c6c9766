#include "models/catalog/composition.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "models/catalog/catalog.h"
#include "sim/base/error.h"
#include "sim/base/quantity.h"

namespace tiersim {
namespace {

/// The place of an operator in every composition that makes sense; those of equal rank may stand in
/// any order unless `reason_against()` has something against it.
int rank_of(std::string_view name) {
  if (name == "distilled") return 0;
  if (name == "sptq" || name == "qat") return 2;
  return name == "partition" ? 3 : 1;
}

/// Why `later` cannot come after `earlier`; empty where it can.
std::string reason_against(std::string_view earlier, std::string_view later) {
  if (earlier == later) return fmt::format("\"{}\" occurs twice", later);
  if (earlier == "partition")
    return fmt::format("\"{}\" needs the whole model, which \"partition\" has split", later);
  if (later == "distilled")
    return fmt::format("\"distilled\" trains a new model and would throw \"{}\" away", earlier);
  if (rank_of(earlier) == 2 && rank_of(later) <= 2)
    return fmt::format("\"{}\" works on float32 weights, which \"{}\" has made int8", later,
                       earlier);
  if (earlier == "pruned" && later == "pruned_channels")
    return "\"pruned_channels\" trains on and would fill the zeros of \"pruned\"";
  return {};
}

std::string working_order(std::vector<std::string> names) {
  std::vector<std::string> kept;
  for (const std::string& name : names) {
    const bool quantized = std::any_of(
        kept.begin(), kept.end(), [](const std::string& other) { return rank_of(other) == 2; });
    const bool again = std::find(kept.begin(), kept.end(), name) != kept.end();
    if (!again && !(quantized && rank_of(name) == 2)) kept.push_back(name);
  }
  const auto order = [](const std::string& name) {
    return 2 * rank_of(name) + (name == "pruned" ? 1 : 0);
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const std::string& a, const std::string& b) { return order(a) < order(b); });
  return fmt::format("{}", fmt::join(kept, "+"));
}

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

OperatorCall parse_call(std::string_view text, const std::string& part) {
  OperatorCall call;
  const std::size_t open = part.find('(');
  call.name = part.substr(0, open);
  const std::vector<std::string> known = names_of(known_operators());
  if (std::find(known.begin(), known.end(), call.name) == known.end())
    throw UserError(
        fmt::format("unknown operator \"{}\" ({})", call.name, suggestion(call.name, known)));
  if (open == std::string::npos) return call;
  if (part.back() != ')' || part.find('(', open + 1) != std::string::npos)
    fail(text, "has a bracket too few or too many", "write e.g. \"partition(cut=auto)\"");
  const std::vector<std::string> settings = settings_of(call.name);
  std::string rest = part.substr(open + 1, part.size() - open - 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string pair = rest.substr(0, comma);
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
    const std::size_t equals = pair.find('='), begin = pair.find_first_not_of(' ');
    if (equals == std::string::npos || equals + 1 == pair.size())
      fail(text, fmt::format("has \"{}\" where a setting should be", pair), "write name=value");
    const std::string key = pair.substr(begin, equals - begin);
    if (std::find(settings.begin(), settings.end(), key) == settings.end()) {
      fail(text, fmt::format("has an unknown setting \"{}\"", key),
           settings.empty() ? fmt::format("\"{}\" has no settings", call.name)
                            : suggestion(key, settings));
    }
    if (!call.settings.emplace(key, pair.substr(equals + 1)).second)
      fail(text, fmt::format("has \"{}\" twice", key), "keep one");
  }
  return call;
}

void check_observer(const OperatorCall& call) {
  const std::string observer = call.setting("observer", "min_max");
  if (observer != "min_max" && observer != "mse")
    throw UserError(
        fmt::format("{}: unknown observer \"{}\" (write min_max or mse)", call.name, observer));
}

/// One stage would have to answer some requests alone and send others on: a stage does either.
void refuse_split_exit(std::string_view text, const std::vector<OperatorCall>& calls) {
  if (calls.back().name != "partition") return;
  for (const OperatorCall& call : calls) {
    if (call.name == "early_exit" && exit_threshold(call)) {
      fail(text,
           "cannot be: the first stage of a split model would have to answer some requests alone",
           "use early_exit without a threshold, or leave partition out");
    }
  }
}

}  // namespace

std::optional<double> exit_threshold(const OperatorCall& call) {
  const auto found = call.settings.find("threshold");
  if (found == call.settings.end()) return std::nullopt;
  char* end = nullptr;
  const double threshold = std::strtod(found->second.c_str(), &end);
  if (*end != '\0' || !(threshold > 0 && threshold < 1)) {
    throw UserError(
        fmt::format("{}: \"{}\" is no threshold (write a probability between 0 and 1, e.g. "
                    "\"threshold=0.9\")",
                    call.name, found->second));
  }
  return threshold;
}

double kept_share(const OperatorCall& call) {
  const auto found = call.settings.find("keep");
  if (found == call.settings.end()) return 0.5;
  try {
    const double share = parse_fraction(found->second).value;
    if (share > 0 && share <= 1) return share;
  } catch (const UserError&) {
    // told below
  }
  throw UserError(
      fmt::format("{}: \"{}\" is no share of channels to keep (write more than 0 % and at most "
                  "100 %, e.g. \"keep=50 %\")",
                  call.name, found->second));
}

std::string OperatorCall::setting(const std::string& key, const std::string& otherwise) const {
  const auto found = settings.find(key);
  return found == settings.end() ? otherwise : found->second;
}

std::vector<OperatorCall> parse_composition(std::string_view text) {
  std::vector<OperatorCall> calls;
  std::vector<std::string> names;
  for (const std::string& part : split_calls(text)) {
    calls.push_back(parse_call(text, part));
    names.push_back(calls.back().name);
  }
  if (calls.size() > 1 && std::find(names.begin(), names.end(), "identity") != names.end())
    fail(text, "joins \"identity\" with others", "leave \"identity\" out");
  for (std::size_t later = 1; later < names.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const std::string reason = reason_against(names[earlier], names[later]);
      if (!reason.empty())
        fail(text, fmt::format("cannot be: {}", reason),
             fmt::format("write \"{}\"", working_order(names)));
    }
  }
  for (const OperatorCall& call : calls) {
    exit_threshold(call);
    kept_share(call);
    check_observer(call);
  }
  refuse_split_exit(text, calls);
  return calls;
}

std::string to_string(const std::vector<OperatorCall>& calls) {
  std::vector<std::string> parts;
  for (const OperatorCall& call : calls) {
    std::vector<std::string> settings;
    for (const auto& [key, value] : call.settings) settings.push_back(key + "=" + value);
    parts.push_back(settings.empty() ? call.name
                                     : fmt::format("{}({})", call.name, fmt::join(settings, ",")));
  }
  return fmt::format("{}", fmt::join(parts, "+"));
}

bool is_split(std::string_view operator_name) {
  return split_calls(operator_name).back().rfind("partition", 0) == 0;
}

}  // namespace tiersim
