#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/yaml/read_quantity.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

using Json = nlohmann::ordered_json;

/// How a setting of type T is read from a study, printed into a study, and documented.
template <typename T>
struct ValueType {
  std::function<T(const Value&)> read;
  std::function<std::string(const T&)> print;
  Json schema;         ///< JSON Schema of the value
  std::string values;  ///< the permitted values in words: "1 to 1024"
};

/// Makes a type with the same values in study files that is stored in another C++ type, for example
/// in an int. `to` converts the C++ value of `type` to the new type, and `from` converts it back.
template <typename To, typename From, typename ToFrom, typename FromTo>
ValueType<To> converted(ValueType<From> type, ToFrom to, FromTo from) {
  return {[read = type.read, to](const Value& value) { return to(read(value)); },
          [print = type.print, from](const To& stored) { return print(from(stored)); },
          std::move(type.schema), std::move(type.values)};
}

ValueType<std::int64_t> whole_number(std::int64_t least, std::int64_t most);

template <typename T>
ValueType<T> whole(std::int64_t least, std::int64_t most) {
  return converted<T>(
      whole_number(least, most), [](std::int64_t number) { return static_cast<T>(number); },
      [](const T& number) { return static_cast<std::int64_t>(number); });
}

ValueType<Bytes> size(std::int64_t least, std::int64_t most);
ValueType<Fraction> share(double least, double most);
ValueType<BitsPerSecond> bandwidth();  ///< a rate: 0, or kSlowestRate (1 kbps) to kFastestRate
ValueType<BitsPerSecond> bandwidth(BitsPerSecond least, BitsPerSecond most);
ValueType<Duration> duration(Duration least, Duration most);
ValueType<double> packets(double least, double most);
ValueType<std::int64_t> whole_packets(std::int64_t least, std::int64_t most);
/// The type of a setting that is a length. `least`, `most` and the C++ value are in metres.
ValueType<double> length(double least, double most);
ValueType<Watts> power();
ValueType<Joules> energy(Joules least, Joules most);
ValueType<std::string> text();
/// A path of a file. It is stored relative to the folder of the study, even if it was written in an
/// included file in another folder. An absolute path is stored unchanged. The file need not exist.
ValueType<std::string> path();
ValueType<bool> true_or_false();

/// The JSON Schema of a value that is one of these names.
Json schema_of_names(const std::vector<std::string>& names);
/// Returns `names` as Markdown for documentation: "`tcp`, `udp`".
std::string words_for_names(const std::vector<std::string>& names);

/// A setting that is written as one of several names. `choices` has each name with the C++ value
/// that it stands for.
template <typename T>
ValueType<T> one_of(const std::vector<std::pair<std::string, T>>& choices) {
  std::vector<std::string> names;
  for (const auto& [name, value] : choices) names.push_back(name);
  const auto read = [choices, names](const Value& value) {
    const std::string written = value.one_of(names);
    std::size_t at = 0;
    while (choices[at].first != written) ++at;
    return choices[at].second;
  };
  const auto print = [choices](const T& stored) {
    for (const auto& [name, value] : choices)
      if (value == stored) return name;
    return std::string();
  };
  return {read, print, schema_of_names(names), words_for_names(names)};
}

}  // namespace tiersim
