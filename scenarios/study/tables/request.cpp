#include "scenarios/study/tables/request.h"

#include <fmt/format.h>

namespace tiersim {
namespace {

using namespace std::chrono_literals;

using Payload = decltype(RequestSettings::payload);

constexpr std::int64_t kLargestEnvelope = 1'000'000;

const std::vector<std::pair<std::string, Payload>>& named_payloads() {
  static const std::vector<std::pair<std::string, Payload>> named{
      {"tensor", Encoding::tensor},
      {"float32", Encoding::float32},
      {"base64-json", Encoding::base64_json},
      {"sample", RequestSettings::Sample{}}};
  return named;
}

Payload read_payload(const Value& value) {
  const std::string text = value.text();
  for (const auto& [name, payload] : named_payloads())
    if (name == text) return payload;
  if (!text.empty() && (text[0] < '0' || text[0] > '9'))
    value.fail(fmt::format(
        "unknown value \"{}\" (write tensor, float32, base64-json, sample or a size, e.g. 1.5 MB)",
        printable(text)));
  return read_size(value, 1, kLargestMessage.value);
}

std::string print_payload(const Payload& payload) {
  if (const auto* size = std::get_if<Bytes>(&payload)) return to_string(*size);
  const auto* encoding = std::get_if<Encoding>(&payload);
  for (const auto& [name, named] : named_payloads()) {
    const auto* other = std::get_if<Encoding>(&named);
    if (encoding ? other && *encoding == *other : !other) return name;
  }
  return "";
}

ValueType<Payload> payload() {
  std::vector<std::string> names;
  for (const auto& [name, value] : named_payloads()) names.push_back(name);
  const ValueType<Bytes> bytes = size(1, kLargestMessage.value);
  return {read_payload,
          print_payload,
          {{"anyOf", Json::array({schema_of_names(names), bytes.schema})}},
          words_for_names(names) + ", or " + bytes.values};
}

void check_request(const Value& value, RequestSettings& request) {
  const auto* traced = std::get_if<TracedArrivals>(&request.arrivals);
  if (!traced) return;
  const auto rows = static_cast<std::int64_t>(traced->times.size());
  const Value count = value["count"];
  if (!count.given()) request.count = rows;
  if (request.count > rows)
    count.fail(fmt::format("{} is more than the {} arrivals of the trace (write fewer)",
                           request.count, rows));
}

Key<RequestSettings> count_key() {
  Key<RequestSettings> made =
      key<RequestSettings>("count", &RequestSettings::count, whole_number(1, 1'000'000),
                           "Requests of a scenario.", {100, 10000});
  made.description.default_words = "`100`, or the rows of a trace of arrivals";
  return made;
}

}  // namespace

const KeyTable<RequestSettings>& request_keys() {
  static const KeyTable<RequestSettings> table = [] {
    using Request = RequestSettings;
    KeyTable<Request> request({
        key<Request>("payload", &Request::payload, payload(),
                     "Bytes to the first tier. `tensor`: those of the typical input tensor. "
                     "`float32`: four for each of its numbers. `base64-json`: base64 of the tensor "
                     "in JSON, as TensorFlow Serving reads it. `sample`: each sample as its data "
                     "set keeps it (pixels, image file, UTF-8 text).",
                     {"tensor", "float32", "base64-json", "sample", "1.5 MB"}),
        key<Request>("answer", &Request::answer, size(1, kLargestMessage.value),
                     "Bytes of the answer.", {"1 kB", "200 B"}),
        key<Request>("envelope", &Request::envelope, size(0, kLargestEnvelope),
                     "Bytes that a message between two halves of a split model has beside the "
                     "tensor: headers, names, shapes. An emulation needs 512 B.",
                     {"0 B", "512 B"}),
        count_key(),
        key<Request>("clients", &Request::clients, whole<int>(1, 1000),
                     "Clients at the same place, each with its own connections.", {1, 20}),
        arrivals_key(),
        think_time_key(),
        key<Request>("deadline", &Request::deadline, duration(1ns, 24h),
                     "A request that is answered later is `late`, and counts in full.", {"50 ms"}),
        key<Request>("timeout", &Request::timeout, duration(1ns, 24h),
                     "After this time the client stops waiting. Network and tiers do not learn of "
                     "it.",
                     {"1 s"}),
    });
    request.check = check_request;
    return request;
  }();
  return table;
}

}  // namespace tiersim
