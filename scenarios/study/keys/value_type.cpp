#include "scenarios/study/keys/value_type.h"

#include <fmt/format.h>

namespace tiersim {
namespace {

Json defined_as(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

template <typename T>
std::string printed(const T& quantity) {
  return to_string(quantity);
}

/// In binary units where these are whole: 1 MiB.
std::string in_short(std::int64_t bytes) {
  for (const auto& [unit, size] :
       {std::pair{"PiB", 1LL << 50}, {"GiB", 1LL << 30}, {"MiB", 1LL << 20}})
    if (bytes > 0 && bytes % size == 0) return fmt::format("{} {}", bytes / size, unit);
  return to_string(Bytes{bytes});
}

}  // namespace

ValueType<std::int64_t> whole_number(std::int64_t least, std::int64_t most) {
  const bool open = most == INT64_MAX;
  return {[=](const Value& value) { return value.integer(least, most); },
          [](const std::int64_t& number) { return std::to_string(number); },
          {{"type", "integer"}, {"minimum", least}, {"maximum", most}},
          open ? fmt::format("from {}", least) : fmt::format("{} to {}", least, most)};
}

ValueType<Bytes> size(std::int64_t least, std::int64_t most) {
  return {[=](const Value& value) { return read_size(value, least, most); }, printed<Bytes>,
          defined_as("size"), fmt::format("{} to {}", in_short(least), in_short(most))};
}

ValueType<Fraction> share(double least, double most) {
  return {[=](const Value& value) { return read_fraction(value, least, most); }, printed<Fraction>,
          defined_as("share"),
          fmt::format("{} to {}", to_string(Fraction{least}), to_string(Fraction{most}))};
}

ValueType<BitsPerSecond> bandwidth() {
  return {[](const Value& value) { return read_bandwidth(value); }, printed<BitsPerSecond>,
          defined_as("bandwidth"),
          fmt::format("0 Mbps, or {} to {}", to_string(kSlowestRate), to_string(kFastestRate))};
}

ValueType<BitsPerSecond> bandwidth(BitsPerSecond least, BitsPerSecond most) {
  return {[=](const Value& value) { return read_bandwidth(value, least, most); },
          printed<BitsPerSecond>, defined_as("bandwidth"),
          fmt::format("{} to {}", to_string(least), to_string(most))};
}

ValueType<Duration> duration(Duration least, Duration most) {
  return {[=](const Value& value) { return read_duration(value, least, most); }, printed<Duration>,
          defined_as("duration"), fmt::format("{} to {}", to_string(least), to_string(most))};
}

ValueType<double> packets(double least, double most) {
  return {[=](const Value& value) { return read_packets(value, least, most).value; },
          [](const double& number) { return to_string(Packets{number}); }, defined_as("packets"),
          fmt::format("{} to {}", to_string(Packets{least}), to_string(Packets{most}))};
}

ValueType<std::int64_t> whole_packets(std::int64_t least, std::int64_t most) {
  ValueType<std::int64_t> type = converted<std::int64_t>(
      packets(static_cast<double>(least), static_cast<double>(most)),
      [](double number) { return static_cast<std::int64_t>(number); },
      [](std::int64_t number) { return static_cast<double>(number); });
  type.read = [=](const Value& value) {
    const double number =
        read_packets(value, static_cast<double>(least), static_cast<double>(most)).value;
    if (static_cast<double>(static_cast<std::int64_t>(number)) != number)
      value.fail("is not a whole number of packets (write e.g. 100 packets)");
    return static_cast<std::int64_t>(number);
  };
  return type;
}

ValueType<double> length(double least, double most) {
  return {[=](const Value& value) { return read_length(value, least, most).value; },
          [](const double& number) { return to_string(Metres{number}); }, defined_as("length"),
          fmt::format("{} to {}", to_string(Metres{least}), to_string(Metres{most}))};
}

ValueType<Watts> power() { return {read_power, printed<Watts>, defined_as("power"), "watts"}; }

ValueType<Joules> energy(Joules least, Joules most) {
  return {[=](const Value& value) { return read_energy(value, least, most); }, printed<Joules>,
          defined_as("energy"), fmt::format("{} to {}", to_string(least), to_string(most))};
}

ValueType<std::string> text() {
  return {[](const Value& value) { return value.text(); },
          [](const std::string& written) { return written; },
          {{"type", "string"}},
          "text"};
}

ValueType<std::string> path() {
  return {[](const Value& value) { return value.as_study_path(value.text()); },
          [](const std::string& written) { return written; }, defined_as("path"), "path"};
}

ValueType<bool> true_or_false() {
  ValueType<bool> type = one_of<bool>({{"true", true}, {"false", false}});
  type.schema = {{"type", "boolean"}};
  return type;
}

Json schema_of_names(const std::vector<std::string>& names) { return {{"enum", names}}; }

std::string words_for_names(const std::vector<std::string>& names) {
  return fmt::format("`{}`", fmt::join(names, "`, `"));
}

}  // namespace tiersim
