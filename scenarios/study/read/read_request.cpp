#include "scenarios/study/read/read_request.h"

#include <fmt/format.h>

#include "scenarios/study/read/traces.h"
#include "scenarios/study/yaml/read_quantity.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kMostRequests = 1'000'000;
constexpr const char* kArrivals =
    "write closed-loop, poisson 5 /s, constant 5 /s or trace FILE.csv";

/// "exponential 100 ms" to {"exponential", "100 ms"}.
std::pair<std::string, std::string> first_word(const std::string& text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::size_t rest = std::min(text.find_first_not_of(' ', space), text.size());
  return {text.substr(0, space), text.substr(rest)};
}

ClosedLoop read_think_time(const Value& value) {
  ClosedLoop loop;
  if (!value.given()) return loop;
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

void read_arrivals(const Value& request, RequestSettings& settings) {
  const Value value = request["arrivals"], think = request["think_time"];
  const ClosedLoop loop = read_think_time(think);
  settings.arrivals = loop;
  if (value.given()) settings.arrivals_text = value.text();
  const auto [word, rest] = first_word(settings.arrivals_text);
  if (settings.arrivals_text == "closed-loop") return;
  if (think.given())
    think.fail("belongs to closed-loop arrivals (leave it out, or write arrivals: closed-loop)");
  if (word == "poisson" || word == "constant") {
    if (rest.empty()) value.fail(fmt::format("\"{0}\" has no rate (write e.g. {0} 5 /s)", word));
    settings.arrivals = OpenLoop{read_rate(value, rest).value, word == "poisson"};
  } else if (word == "trace" && !rest.empty()) {
    TracedArrivals traced = read_arrival_trace(value, rest);
    const auto most = static_cast<std::int64_t>(traced.times.size());
    if (!request["count"].given()) settings.count = most;
    if (settings.count > most)
      request["count"].fail(fmt::format(
          "{} is more than the {} arrivals of the trace (write fewer)", settings.count, most));
    settings.arrivals = std::move(traced);
    settings.arrivals_text = "trace " + value.as_study_path(rest);
  } else {
    value.fail(
        fmt::format("unknown value \"{}\" ({})", printable(settings.arrivals_text), kArrivals));
  }
}

void read_payload(const Value& value, RequestSettings& settings) {
  if (!value.given()) return;
  const std::string text = value.text();
  if (text == "tensor")
    settings.payload = Encoding::tensor;
  else if (text == "float32")
    settings.payload = Encoding::float32;
  else if (text == "base64-json")
    settings.payload = Encoding::base64_json;
  else if (text == "sample")
    settings.payload = RequestSettings::Sample{};
  else if (!text.empty() && (text[0] < '0' || text[0] > '9'))
    value.fail(fmt::format(
        "unknown value \"{}\" (write tensor, float32, base64-json, sample or a size, e.g. 1.5 MB)",
        printable(text)));
  else
    settings.payload = read_size(value, 1, kLargestMessage.value);
}

}  // namespace

RequestSettings read_request(const Value& value) {
  value.check_keys(
      {"payload", "answer", "count", "arrivals", "clients", "think_time", "deadline", "timeout"});
  RequestSettings request;
  read_payload(value["payload"], request);
  if (const Value answer = value["answer"]; answer.given())
    request.answer = read_size(answer, 1, kLargestMessage.value);
  if (const Value count = value["count"]; count.given())
    request.count = count.integer(1, kMostRequests);
  if (const Value clients = value["clients"]; clients.given())
    request.clients = static_cast<int>(clients.integer(1, 1000));
  read_arrivals(value, request);
  if (const Value deadline = value["deadline"]; deadline.given())
    request.deadline = read_duration(deadline, 1ns, 24h);
  if (const Value timeout = value["timeout"]; timeout.given())
    request.timeout = read_duration(timeout, 1ns, 24h);
  return request;
}

}  // namespace tiersim
