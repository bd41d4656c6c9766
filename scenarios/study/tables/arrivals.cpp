#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/files/traces.h"
#include "scenarios/study/keys/quantities.h"
#include "scenarios/study/tables/request.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

/// "exponential 100 ms" to {"exponential", "100 ms"}.
std::pair<std::string, std::string> first_word(const std::string& text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::size_t rest = std::min(text.find_first_not_of(' ', space), text.size());
  return {text.substr(0, space), text.substr(rest)};
}

std::string pattern_of(const std::string& kind) {
  for (const QuantityKind& known : quantity_kinds())
    if (known.name == kind) return known.pattern();
  return "";
}

ClosedLoop read_think_time(const Value& value) {
  ClosedLoop loop;
  const auto [word, rest] = first_word(value.text());
  loop.exponential = word == "exponential";
  const std::string time = loop.exponential ? rest : value.text();
  loop.think_time = value.quantity([&](const std::string&) { return parse_duration(time); });
  if (loop.think_time > 24h) value.fail("is longer than a day (write a shorter one)");
  return loop;
}

PerSecond read_rate(const Value& value, const std::string& text) {
  constexpr PerSecond kLeast{1e-6}, kMost{1e6};
  const PerSecond rate = value.quantity([&](const std::string&) { return parse_frequency(text); });
  if (rate.value < kLeast.value || rate.value > kMost.value)
    value.fail(fmt::format("{} is out of range (use {} to {})", to_string(rate), to_string(kLeast),
                           to_string(kMost)));
  return rate;
}

void read_arrivals(const Value& value, RequestSettings& request) {
  request.arrivals_text = value.text();
  const auto [word, rest] = first_word(request.arrivals_text);
  if (request.arrivals_text == "closed-loop") {
    request.arrivals = ClosedLoop{};
  } else if (word == "poisson" || word == "constant") {
    if (rest.empty()) value.fail(fmt::format("\"{0}\" has no rate (write e.g. {0} 5 /s)", word));
    request.arrivals = OpenLoop{read_rate(value, rest).value, word == "poisson"};
  } else if (word == "trace" && !rest.empty()) {
    request.arrivals = read_arrival_trace(value, rest);
    request.arrivals_text = "trace " + value.as_study_path(rest);
  } else {
    value.fail(fmt::format(
        "unknown value \"{}\" (write closed-loop, poisson 5 /s, constant 5 /s or trace FILE.csv)",
        printable(request.arrivals_text)));
  }
}

}  // namespace

Key<RequestSettings> arrivals_key() {
  Key<RequestSettings> made = key<RequestSettings>(
      "arrivals", &RequestSettings::arrivals_text, text(),
      "`closed-loop`: a client asks again when it is answered. `poisson`, `constant`: requests "
      "come "
      "at this rate, whether or not earlier ones were answered, from each client in turn. `trace`: "
      "each request comes at its `time_s`.",
      {"closed-loop", "poisson 5 /s", "constant 30 /min", "trace times.csv"});
  made.description.schema["pattern"] =
      fmt::format("^(closed-loop|(poisson|constant) +{}|trace .+)$", pattern_of("frequency"));
  made.description.values = "`closed-loop`, `poisson 5 /s`, `constant 5 /s`, `trace FILE.csv`";
  made.read = read_arrivals;
  return made;
}

Key<RequestSettings> think_time_key() {
  Key<RequestSettings> made;
  made.description.name = "think_time";
  made.description.meaning =
      "Of closed loops: time between an answer and the next request. `exponential`: the time "
      "varies, with this mean.";
  made.description.examples = {"100 ms", "exponential 100 ms"};
  made.description.schema = {{"type", "string"},
                             {"pattern", "^(exponential +)?" + pattern_of("duration") + "$"}};
  made.description.values = "`100 ms` or `exponential 100 ms`, at most a day";
  made.description.default_value = to_string(ClosedLoop{}.think_time);
  made.read = [](const Value& value, RequestSettings& request) {
    const ClosedLoop loop = read_think_time(value);
    if (!std::holds_alternative<ClosedLoop>(request.arrivals))
      value.fail("belongs to closed-loop arrivals (leave it out, or write arrivals: closed-loop)");
    request.arrivals = loop;
  };
  made.print = [](const RequestSettings& request, YAML::Emitter& out) {
    const auto& loop = std::get<ClosedLoop>(request.arrivals);
    out << (loop.exponential ? "exponential " : "") + to_string(loop.think_time);
  };
  made.is_printed = [](const RequestSettings& request) {
    return std::holds_alternative<ClosedLoop>(request.arrivals);
  };
  return made;
}

}  // namespace tiersim
